"""What `Check` of the official plugins says of single values, as it was recorded."""

from __future__ import annotations

import re
from ast import literal_eval
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_LINE: Final = re.compile(
    r"(?P<type>\w+) +(?P<path>\S+) +(?P<value>.*?) +official=(?P<official>ok|NO) own=(?:ok|NO) ?.*"
)


class Value(NamedTuple):
    """A value of a property, and whether the official plugin refuses it."""

    type: str
    path: str
    value: Any
    refused: bool


def recorded_values(shared: Path) -> list[Value]:
    """Return every line of the recording."""
    text = (shared / "recordings" / "checks" / "values.txt").read_text("utf-8")
    found = [_LINE.fullmatch(line) for line in text.splitlines()]
    return [
        Value(one["type"], one["path"], literal_eval(one["value"]), one["official"] == "NO")
        for one in found
        if one
    ]
