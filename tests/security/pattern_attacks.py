"""Texts that make a pattern backtrack, derived from the pattern itself.

For each repetition in a pattern: a text that leads to it, what it repeats, without end, and an end
that fits nothing; the text that leads to it, again and again. Beside these, every character and
some pairs without end.
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CHARACTERS = "aA0 \n\t-_.,:;/<>{}[]()\"'\\#%@$=*+|&!?~^`é"
PAIRS = ("a ", "a.", "a:", "a-", "a\n", " \n", "0a", "0.", "./", "<!", "a=", "a,", "a/", "(a", "[a",
         "a{", "${", "a@", "://", "a://", "a:a", '\\"', "\\a", "' ", "-->")  # fmt: skip
ENDS = ("\x00 \x00", "")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_PARSER: Any = importlib.import_module("re._parser")


class Attack(NamedTuple):
    """`before`, then `unit` as often as it takes, then `after`."""

    before: str
    unit: str
    after: str

    def text(self, length: int) -> str:
        """Return it with about so many characters between its ends."""
        return f"{self.before}{self.unit * max(1, length // len(self.unit))}{self.after}"


def attacks(pattern: re.Pattern[str]) -> set[Attack]:
    """Return every attack on a pattern."""
    tree = _PARSER.parse(pattern.pattern, pattern.flags)
    pumps = {(before, unit) for one in CHARACTERS for before, unit in _pumps(tree, one, "")}
    starts = {before for before, _ in pumps} | {before + unit for before, unit in pumps}
    units = pumps | {("", start) for start in starts}
    units |= {("", unit) for unit in (*CHARACTERS, *PAIRS)}
    return {Attack(before, unit, end) for before, unit in units for end in ENDS if unit}


def _pumps(tree: Any, wanted: str, before: str) -> Iterator[tuple[str, str]]:
    """Yield what leads to each repetition and what it repeats, of `wanted` where that fits."""
    for kind, value in tree:
        for inner in _inside(kind, value):
            yield from _pumps(inner, wanted, before)
        if str(kind) in _REPEATS:
            yield before, _sample(value[2], wanted)
        before += _sample([(kind, value)], wanted)


def _inside(kind: Any, value: Any) -> list[Any]:
    match str(kind):
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [value[2]]
        case "SUBPATTERN":
            return [value[3]]
        case "BRANCH":
            return list(value[1])
        case "ATOMIC_GROUP":
            return [value]
        case "ASSERT" | "ASSERT_NOT":
            return [value[1]]
        case _:
            return []


def _sample(tree: Any, wanted: str) -> str:
    """Return a text that a part of a pattern fits, look-arounds aside."""
    return "".join(_one(kind, value, wanted) for kind, value in tree)


def _one(kind: Any, value: Any, wanted: str) -> str:
    match str(kind):
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL" | "IN" | "ANY":
            return _fitting(kind, value, wanted)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _sample(value[2], wanted) * max(1, value[0])
        case "BRANCH":
            return _sample(value[1][0], wanted)
        case "SUBPATTERN" | "ATOMIC_GROUP":
            return _sample(_inside(kind, value)[0], wanted)
        case _:
            return ""


def _fitting(kind: Any, value: Any, wanted: str) -> str:
    """Return `wanted` if it is of a class of characters, else the first that is."""
    for one in (wanted, *CHARACTERS, *map(chr, range(1, 0x250))):
        if str(kind) == "ANY" or (str(kind) == "NOT_LITERAL" and ord(one) != value):
            return one
        if str(kind) == "IN" and _within(value, one):
            return one
    return ""


def _within(members: Any, one: str) -> bool:
    inverted = str(members[0][0]) == "NEGATE"
    return inverted != any(_has(str(kind), value, one) for kind, value in members)


def _has(kind: str, value: Any, one: str) -> bool:
    if kind == "LITERAL":
        return ord(one) == value
    if kind == "RANGE":
        return value[0] <= ord(one) <= value[1]
    return kind == "CATEGORY" and _CATEGORIES[str(value)].fullmatch(one) is not None


_CATEGORIES = {
    "CATEGORY_DIGIT": re.compile(r"\d"),
    "CATEGORY_NOT_DIGIT": re.compile(r"\D"),
    "CATEGORY_SPACE": re.compile(r"\s"),
    "CATEGORY_NOT_SPACE": re.compile(r"\S"),
    "CATEGORY_WORD": re.compile(r"\w"),
    "CATEGORY_NOT_WORD": re.compile(r"\W"),
}
