"""A part of an environment that is no alert, as one side has it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeAlias

from setpoint.config.path import Path
from setpoint.review.effect import PAGING_STAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from setpoint.review.side import Side

# Values by name of what a vendor gets to know.
Facts: TypeAlias = "Mapping[str, Any]"
# A path below the part, or a whole one beside it, and what follows from an edit there.
Sentence: TypeAlias = tuple[Path, str]
Words: TypeAlias = "Callable[[tuple[Side, Facts], tuple[Side, Facts]], Iterable[Sentence]]"


def _nothing_to_add(_old: tuple[Side, Facts], _new: tuple[Side, Facts]) -> Iterable[Sentence]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that alerts depend on, or that stands beside them.

    Attributes:
        path: From the top of the config.
        facts: All of it that is provisioned. Where these are the same, nothing differs.
        made: Whether it is something of its own that comes and goes, rather than a value.
        sections: Places in the config that it follows from.
        alerts: Ids of the alerts that depend on it, looked up for what differs alone.
        words: What follows from edits, where old and new value don't say it.
        otherwise: What follows from an edit of which `words` have nothing to say.
        thing: What a vendor has of it: `PagerDuty's user`.
    """

    path: Path
    facts: Facts
    sections: tuple[Path, ...]
    made: bool = True
    alerts: Callable[[], Iterable[str]] = tuple
    words: Words = _nothing_to_add
    otherwise: str = PAGING_STAYS
    thing: str = ""


def unpaged(*keys: str) -> Iterator[Sentence]:
    """Yield that values of these names page nobody otherwise."""
    yield from (((key,), PAGING_STAYS) for key in keys)


def stated(value: Any, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """Return a dataclass's values by name, but for those that other parts or alerts tell."""
    left_out = frozenset(without)
    return {
        field.name: getattr(value, field.name)
        for field in fields(value)
        if field.name not in left_out
    }


def sections_of(path: Path, section: Any, *, without: Iterable[str] = ()) -> tuple[Path, ...]:
    """Return the paths of a section's values, but for those that others tell."""
    left_out = frozenset(without)
    names = type(section).model_fields
    return tuple((*path, name) for name in names if name not in left_out)
