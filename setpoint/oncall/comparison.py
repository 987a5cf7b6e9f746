"""Two versions of a config compared rota by rota: whose shifts change, who is booked twice now.

How many weeks are looked at, and from when, is the caller's business.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from setpoint.oncall.changes import ShiftChange, hours_by_person, shift_changes
from setpoint.oncall.coverage import DoubleBooking, new_bookings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from setpoint.catalog.model import Catalog, Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaChange:
    """One environment's shifts that change, and who is booked twice by it; there is something.

    Attributes:
        old, new: Both sides. One that doesn't have the environment has no schedules.
        bookings: Stretches in which somebody is on call at two levels at once and wasn't.
    """

    environment: str
    old: Catalog
    new: Catalog
    shifts: tuple[ShiftChange, ...]
    bookings: tuple[DoubleBooking, ...]

    @property
    def hours(self) -> Mapping[str, float]:
        """Hours gained (or lost, below zero) by id of the person, to the hundredth."""
        found = hours_by_person(self.shifts)
        return {person: round(hours, 2) + 0.0 for person, hours in found.items()}

    def schedule(self, name: str) -> Schedule:
        """Return a schedule as it is now, or as it was."""
        return self.new.schedules.get(name) or self.old.schedules[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaComparison:
    """Environments whose rota changes within some weeks from start, UTC; at least one."""

    start: datetime
    weeks: int
    environments: tuple[RotaChange, ...]

    @property
    def end(self) -> datetime:
        """Where the weeks end, not included."""
        return self.start + timedelta(weeks=self.weeks)


def compare_rotas(
    old: Mapping[str, Catalog], new: Mapping[str, Catalog], start: datetime, weeks: int
) -> RotaComparison | None:
    """Compare two sides, each by environment.

    Returns:
        What changes, None where everybody keeps their shifts and nobody is booked twice anew.
    """
    end = start + timedelta(weeks=weeks)
    compared = (
        RotaChange(
            environment=name,
            old=one,
            new=other,
            shifts=shift_changes(one, other, start, end),
            bookings=new_bookings(one, other, start, end),
        )
        for name, one, other in _pairs(old, new)
    )
    found = tuple(each for each in compared if each.shifts or each.bookings)
    return RotaComparison(start=start, weeks=weeks, environments=found) if found else None


def _pairs(
    old: Mapping[str, Catalog], new: Mapping[str, Catalog]
) -> Iterator[tuple[str, Catalog, Catalog]]:
    """Yield both sides of each environment, without schedules the one that lacks it."""
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        if one and other:
            yield name, one, other
        elif other:
            yield name, replace(other, schedules={}, escalations={}), other
        elif one:
            yield name, one, replace(one, schedules={}, escalations={})
