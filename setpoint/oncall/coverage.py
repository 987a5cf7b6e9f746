"""What is wrong with a rota: hours that nobody covers, people booked at two levels at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from setpoint.oncall.shifts import Shift, shifts
from setpoint.oncall.turns import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from setpoint.catalog.model import Catalog, Escalation, Schedule


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Hours in which a schedule has nobody; times are UTC."""

    start: datetime
    end: datetime
    schedule: str


@dataclass(frozen=True, slots=True, order=True)
class DoubleBooking:
    """Somebody who would be told twice: on call at two levels of an escalation at once.

    Attributes:
        schedules: Both schedules, in the order in which the first escalation tells them.
        escalations: Ids of every escalation in which that is so.
    """

    start: datetime
    end: datetime
    person: str
    schedules: tuple[str, str]
    escalations: tuple[str, ...]


def gaps(schedule: Schedule, start: datetime, end: datetime) -> tuple[Gap, ...]:
    """Return the uncovered stretches of a schedule from start to end."""
    return tuple(_gaps(shifts(schedule, start, end), schedule.id, start, end))


def _gaps(
    covered: tuple[Shift, ...], schedule: str, start: datetime, end: datetime
) -> Iterator[Gap]:
    reached = start
    for shift in covered:
        if shift.start > reached:
            yield Gap(reached, shift.start, schedule)
        reached = max(reached, shift.end)
    if reached < end:
        yield Gap(reached, end, schedule)


def double_bookings(catalog: Catalog, start: datetime, end: datetime) -> tuple[DoubleBooking, ...]:
    """Return when somebody is on call at two different levels of an escalation, each once.

    Two levels may both have both schedules, and several escalations may have the same levels.
    """
    found: dict[tuple[object, ...], DoubleBooking] = {}
    for escalation in catalog.escalations.values():
        for each in _booked(catalog, escalation, start, end):
            key = (each.start, each.end, each.person, frozenset(each.schedules))
            known = found.get(key, each)
            everywhere = dict.fromkeys((*known.escalations, escalation.id))
            found[key] = replace(known, escalations=tuple(everywhere))
    return tuple(sorted(found.values()))


def new_bookings(
    old: Catalog, new: Catalog, start: datetime, end: datetime
) -> tuple[DoubleBooking, ...]:
    """Return the stretches in which somebody is on call on two schedules at once and wasn't."""
    if (old.schedules, old.escalations) == (new.schedules, new.escalations):
        return ()
    known: dict[tuple[object, ...], list[Interval]] = defaultdict(list)
    for each in double_bookings(old, start, end):
        known[_whose(each)].append(Interval(each.start, each.end))
    return tuple(
        replace(each, start=rest.start, end=rest.end)
        for each in double_bookings(new, start, end)
        for rest in Interval(each.start, each.end).without(known[_whose(each)])
    )


def _whose(booking: DoubleBooking) -> tuple[object, ...]:
    return booking.person, frozenset(booking.schedules)


def _booked(
    catalog: Catalog, escalation: Escalation, start: datetime, end: datetime
) -> Iterator[DoubleBooking]:
    levels = [
        [
            shift
            for target in rule.targets
            if target.kind == "schedule"
            for shift in shifts(catalog.schedules[target.id], start, end)
        ]
        for rule in escalation.rules
    ]
    for first, second in combinations(levels, 2):
        for one, other in product(first, second):
            found = _overlap(one, other, escalation.id)
            if found is not None:
                yield found


def _overlap(one: Shift, other: Shift, escalation: str) -> DoubleBooking | None:
    if one.person != other.person or one.schedule == other.schedule:
        return None  # the same schedule again at a later level is meant
    common = Interval(one.start, one.end).clipped(Interval(other.start, other.end))
    if common is None:
        return None
    schedules = (one.schedule, other.schedule)
    return DoubleBooking(common.start, common.end, one.person, schedules, (escalation,))
