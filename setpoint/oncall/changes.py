"""Whose shifts change between two versions of a rota."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from setpoint.oncall.shifts import Shift, shifts
from setpoint.oncall.turns import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from setpoint.catalog.model import Catalog


@dataclass(frozen=True, slots=True, order=True)
class ShiftChange:
    """A stretch on one schedule that goes from one person to another; times are UTC.

    Attributes:
        before, after: Ids of people, None for nobody.
    """

    schedule: str
    start: datetime
    end: datetime
    before: str | None
    after: str | None


def shift_changes(
    old: Catalog, new: Catalog, start: datetime, end: datetime
) -> tuple[ShiftChange, ...]:
    """Return the stretches from start to end in which somebody else is on call, in order.

    A schedule that only one of the two has changes from nobody, or to nobody.
    """
    names = dict.fromkeys((*old.schedules, *new.schedules))
    return tuple(
        change
        for name in names
        if old.schedules.get(name) != new.schedules.get(name)
        for change in _changes(
            name, _on_call(old, name, start, end), _on_call(new, name, start, end)
        )
    )


def hours_by_person(changes: tuple[ShiftChange, ...]) -> Mapping[str, float]:
    """Return the hours that each person gains (or loses, below zero)."""
    hours: dict[str, float] = {}
    for change in changes:
        length = (change.end - change.start).total_seconds() / 3600
        for person, sign in ((change.before, -1), (change.after, 1)):
            if person is not None:
                hours[person] = hours.get(person, 0.0) + sign * length
    return hours


def _on_call(catalog: Catalog, name: str, start: datetime, end: datetime) -> tuple[Shift, ...]:
    schedule = catalog.schedules.get(name)
    return shifts(schedule, start, end) if schedule else ()


def _changes(
    name: str, before: tuple[Shift, ...], after: tuple[Shift, ...]
) -> Iterator[ShiftChange]:
    edges = sorted({edge for shift in (*before, *after) for edge in (shift.start, shift.end)})
    current: ShiftChange | None = None
    for start, end in itertools.pairwise(edges):
        piece = Interval(start, end)
        one, other = _person(before, piece), _person(after, piece)
        if one == other:
            continue
        if current and (current.end, current.before, current.after) == (start, one, other):
            current = ShiftChange(name, current.start, end, one, other)
            continue
        if current:
            yield current
        current = ShiftChange(name, start, end, one, other)
    if current:
        yield current


def _person(found: tuple[Shift, ...], piece: Interval) -> str | None:
    return next((s.person for s in found if s.start <= piece.start and piece.end <= s.end), None)
