"""What `Check` of the official plugins and of the sandbox's own said, as it was recorded."""

from __future__ import annotations

import json
import re
from ast import literal_eval
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

REFUSALS: Final = ("aws.txt", "pagerduty.txt", "sentry.txt")
LEFT_OUT: Final = "<left out>"
_LINE: Final = re.compile(
    r"(?P<type>\w+) +(?P<path>\S+) +(?P<value>.*?) +official=(?P<official>ok|NO) own=(?:ok|NO) ?.*"
)
_REFUSAL: Final = re.compile(
    r"(?P<type>\w+) (?P<path>\S+) (?P<who>official|sandbox) refuses \| (?P<values>\[.*?\]) \| ?"
    r"(?P<words>.*)"
)
_COUNTS: Final = ("types ", "checks ")
# JSON is cut off at so many letters.
_CUT: Final = 24


class Value(NamedTuple):
    """A value of a property, and whether the official plugin refuses it."""

    type: str
    path: str
    value: Any
    refused: bool


class Refusal(NamedTuple):
    """Values of a property that one of the two refused, and its words for the first."""

    type: str
    path: str
    official: bool
    values: tuple[Any, ...]
    words: str


def recorded_values(shared: Path) -> list[Value]:
    """Return every line of the single values."""
    found = [_LINE.fullmatch(line) for line in _lines(shared, "values.txt")]
    return [
        Value(one["type"], one["path"], literal_eval(one["value"]), one["official"] == "NO")
        for one in found
        if one
    ]


def recorded_refusals(shared: Path, file: str) -> list[Refusal]:
    """Return every line of a file on where the two differ; values that are cut off are left out."""
    found = []
    for line in _lines(shared, file):
        if line.startswith(_COUNTS) or not line:
            continue
        match = _REFUSAL.fullmatch(line)
        assert match, line
        texts = (one for one in literal_eval(match["values"]) if len(one) < _CUT)
        values = tuple(json.loads(text) for text in dict.fromkeys(texts))
        words = match["words"].partition(". Examine values")[0]
        found.append(
            Refusal(match["type"], match["path"], match["who"] == "official", values, words)
        )
    return found


def _lines(shared: Path, file: str) -> list[str]:
    return (shared / "recordings" / "checks" / file).read_text("utf-8").splitlines()
