"""What a change does to how easily an alert goes off, and how several such effects add up."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# Said of an edit by which nobody is paged sooner, later, newly or no more.
PAGING_STAYS: Final = "paging stays as it is"


class Effect(StrEnum):
    """More: every series that set it off still does, and others too. Less: the reverse.

    Mixed goes off for some series that it let pass, and the other way round; unknown can't
    be told from the config.
    """

    more = "more"
    less = "less"
    mixed = "mixed"
    unchanged = "unchanged"
    unknown = "unknown"

    @property
    def reversed(self) -> Effect:
        """The effect of the change undone."""
        return _REVERSED.get(self, self)


_REVERSED = {Effect.more: Effect.less, Effect.less: Effect.more}


class Judgement(NamedTuple):
    """An effect and a sentence about it, without the full stop; empty where there is no need."""

    effect: Effect
    sentence: str = ""


def joined(sentences: Iterable[str]) -> str:
    """Return sentences one after the other; that paging stays holds only where all say so."""
    given = [each for each in dict.fromkeys(sentences) if each]
    parts = dict.fromkeys(part for each in given for part in each.split("; "))
    stays = bool(given) and all(each.endswith(PAGING_STAYS) for each in given)
    told = [part for part in parts if part != PAGING_STAYS]
    return "; ".join([*told, *([PAGING_STAYS] if stays else [])])


def combine(effects: Iterable[Effect]) -> Effect:
    """Return the effect of several changes together."""
    found = set(effects) - {Effect.unchanged}
    if not found:
        return Effect.unchanged
    if Effect.unknown in found:
        return Effect.unknown
    return found.pop() if len(found) == 1 else Effect.mixed


def rising(old: float, new: float) -> Effect:
    """Return the effect of a number that makes the alert more sensitive the higher it is."""
    if new == old:
        return Effect.unchanged
    return Effect.more if new > old else Effect.less


def falling(old: float, new: float) -> Effect:
    """Return the effect of a number that makes the alert less sensitive the higher it is."""
    return rising(old, new).reversed


def of_sets(old: frozenset[object], new: frozenset[object]) -> Effect:
    """Return the effect where each element of a set is one more way to go off."""
    if new == old:
        return Effect.unchanged
    if new > old:
        return Effect.more
    return Effect.less if new < old else Effect.mixed
