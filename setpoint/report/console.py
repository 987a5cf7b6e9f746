"""The consoles that everything is printed on: colours only on a terminal, NO_COLOR respected.

A colon-separated name such as an ARN is no emoji.
"""

from __future__ import annotations

from rich.console import Console


def console() -> Console:
    """Return a console on standard output."""
    return Console(highlight=False, emoji=False)


def error_console() -> Console:
    """Return a console on standard error, for progress beside JSON and for errors."""
    return Console(stderr=True, highlight=False, emoji=False)
