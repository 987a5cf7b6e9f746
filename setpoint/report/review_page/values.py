"""A value before and after: whole where it is short, else what differs with its surroundings."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.review import Edit

ABSENT: Final = "nothing"
# Characters of a value or list that is told whole, and of what is told around a difference.
_LONG, _LONG_LIST, _AROUND = 60, 30, 12
_LIST = re.compile(r"\[(.*)\]", re.DOTALL)
_PAIR = re.compile(r"([^\s:,\[{]+): (.+)", re.DOTALL)


class Line(NamedTuple):
    """A line of a text: `-` is gone, `+` has come, without a sign it is the same."""

    sign: str
    text: str


class Values(NamedTuple):
    """A value before and after, or what a list lost and got.

    Attributes:
        old, new: As people write them; both empty where the list's items say it.
        gone, come: Items of a list.
        lines: Of a text of several lines those that differ, with one before and after.
    """

    old: str
    new: str
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def told(self) -> str:
        """All in one line."""
        if self.lines:
            words = {"-": "without", "+": "with"}
            told = (f"{words[each.sign]} “{each.text.strip()}”" for each in self.lines if each.sign)
            return ", ".join(told)
        if not (self.gone or self.come):
            return f"{self.old} -> {self.new}"
        parts = [f"without {item}" for item in self.gone] + [f"with {item}" for item in self.come]
        return ", ".join(parts)


def values(edit: Edit) -> Values:
    """Return what an edit changed."""
    return between(edit.old or ABSENT, edit.new or ABSENT)


def between(old: str, new: str) -> Values:
    """Return how two values differ."""
    if "\n" in f"{old}{new}".strip("\n"):
        return Values(old, new, lines=tuple(_lines(old, new)))
    longer = max(len(old), len(new))
    told = _of_lists(old, new) if longer > _LONG_LIST else None
    if told is not None:
        return told
    if longer <= _LONG:
        return Values(old, new)
    return _of_mappings(old, new) or Values(*(_in_order(old, new) or _differing(old, new)))


def _lines(old: str, new: str) -> Iterator[Line]:
    """Yield the lines in which two texts differ; dots stand for those that are left out."""
    before, after = ("" if each == ABSENT else each for each in (old, new))
    was, now = ([line.expandtabs(4) for line in each.splitlines()] for each in (before, after))
    pieces = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    for number, (kind, start, end, other, last) in enumerate(pieces):
        if kind == "equal":
            yield from _same(was[start:end], first=number == 0, last=number == len(pieces) - 1)
            continue
        yield from (Line("-", line) for line in was[start:end])
        yield from (Line("+", line) for line in now[other:last])


def _same(lines: list[str], *, first: bool, last: bool) -> Iterator[Line]:
    """Yield the line after a difference and the one before the next."""
    wanted = {} if first else {0: None}
    wanted |= {} if last else {len(lines) - 1: None}
    if len(lines) == len(wanted) + 1:
        wanted = dict.fromkeys(range(len(lines)))
    yield from ([Line("", "...")] if 0 not in wanted else [])
    before = -1
    for at in wanted:
        yield from ([Line("", "...")] if before >= 0 and at > before + 1 else [])
        yield Line("", lines[at])
        before = at
    yield from ([Line("", "...")] if len(lines) - 1 not in wanted else [])


def _of_lists(old: str, new: str) -> Values | None:
    """Return what a list lost and got, None for anything else and where the order changed."""
    found = [_LIST.fullmatch(text) for text in (old, new)]
    if found[0] is None or found[1] is None:
        return None
    before, after = (list(filter(None, _items(match[1]))) for match in found if match)
    kept = [[item for item in before if item in after], [item for item in after if item in before]]
    if kept[0] != kept[1]:
        return None
    gone = tuple(item for item in before if item not in after)
    come = tuple(item for item in after if item not in before)
    return Values("", "", gone, come) if gone or come else None


def _in_order(old: str, new: str) -> tuple[str, str] | None:
    """Return two lists of the same items without those at both ends that stayed in place."""
    found = [_LIST.fullmatch(text) for text in (old, new)]
    if found[0] is None or found[1] is None:
        return None
    was, now = (list(_items(match[1])) for match in found if match)
    start = _shared(was, now)
    end = _shared(was[start:][::-1], now[start:][::-1])
    return _between(was, start, end), _between(now, start, end)


def _between(items: list[str], start: int, end: int) -> str:
    left_out = ("...",) if start else ()
    more = ("...",) if end else ()
    return f"[{', '.join((*left_out, *items[start : len(items) - end], *more))}]"


def _of_mappings(old: str, new: str) -> Values | None:
    """Return the keys of two mappings with other values, each whole; None for anything else."""
    was, now = (_pairs(text) for text in (old, new))
    if was is None or now is None:
        return None
    told = (
        [f"{key}: {some[key]}" for key in some if others.get(key) != some[key]]
        for some, others in ((was, now), (now, was))
    )
    before, after = (", ".join(each) or ABSENT for each in told)
    return Values(before, after) if before != after else None


def _pairs(text: str) -> dict[str, str] | None:
    """Return keys and values of a mapping as the config writes it in one line."""
    found = [_PAIR.fullmatch(item) for item in _items(text)]
    return {match[1]: match[2] for match in found if match} if found and all(found) else None


def _items(text: str) -> Iterator[str]:
    """Yield the items of a list, which may be lists and mappings themselves."""
    if not text:
        return
    start = depth = 0
    for place, character in enumerate(text):
        depth += (character in "[{") - (character in "]}")
        if character == "," and depth == 0 and text[place + 1 : place + 2] == " ":
            yield text[start:place]
            start = place + 2
    yield text[start:]


def _differing(old: str, new: str) -> tuple[str, str]:
    """Return two texts without what they have in common at both ends."""
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    first = _word_start(old, start)
    return _middle(old, first, len(old) - end), _middle(new, first, len(new) - end)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many same characters, or items, two of them begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _word_start(text: str, place: int) -> int:
    """Return where a word begins, some characters before a place."""
    near = max(0, place - _AROUND)
    return text.rfind(" ", 0, near + 1) + 1


def _middle(text: str, start: int, end: int) -> str:
    """Return a part of a text and the rest of its last word, dots where something is left out."""
    near = min(len(text), end + _AROUND)
    stop = text.find(" ", near)
    stop = len(text) if stop < 0 else stop
    before, after = "... " if start else "", " ..." if stop < len(text) else ""
    return f"{before}{text[start:stop]}{after}"
