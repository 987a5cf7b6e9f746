"""The consoles that everything is printed on: colours only on a terminal, NO_COLOR respected.

A colon-separated name such as an ARN is no emoji.
"""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING, Any, cast

from rich.console import Console

from setpoint.report.terminal import CommandlessStream, SafeStream
from setpoint.visible import visible

if TYPE_CHECKING:
    from rich.text import Text


class _SafeConsole(Console):
    """A console whose texts hold nothing hidden; what moves the cursor is Rich's alone."""

    def render_str(self, text: str, **options: Any) -> Text:
        """Return a text, of a line or a table's cell, as it is shown."""
        return super().render_str(visible(text), **options)


def console() -> Console:
    """Return a console on standard output."""
    return _SafeConsole(file=_behind(sys.stdout), highlight=False, emoji=False)


def error_console() -> Console:
    """Return a console on standard error, for progress beside JSON and for errors."""
    return _SafeConsole(file=_behind(sys.stderr), highlight=False, emoji=False)


def _behind(stream: IO[str]) -> IO[str]:
    """Return where Rich writes: it moves the cursor, and breaks lines by itself."""
    behind = stream.behind if isinstance(stream, SafeStream) else stream
    return cast("IO[str]", CommandlessStream(behind))
