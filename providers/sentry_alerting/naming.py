"""Names of properties in the two spellings: `timeWindow` for Pulumi, `time_window` for Python."""

from __future__ import annotations

import re


def snake(name: str) -> str:
    """`timeWindow` as `time_window`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: f"_{found[1].lower()}", name)
