"""How much each person is on call: hours, and how long in a row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from setpoint.oncall.turns import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from setpoint.oncall.shifts import Shift

LONG: Final = timedelta(days=1)  # what is longer is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One person's time on call.

    Attributes:
        hours: On any schedule; an hour on two of them at once counts once.
        by_schedule: Hours by schedule.
        long: Stretches of more than a day without a break, on any schedules, longest first.
    """

    person: str
    hours: float
    by_schedule: Mapping[str, float]
    long: tuple[Interval, ...]


def duties(shifts: Mapping[str, Sequence[Shift]]) -> tuple[Duty, ...]:
    """Return everybody's, the most hours first."""
    found: dict[str, list[Shift]] = defaultdict(list)
    for each in shifts.values():
        for shift in each:
            found[shift.person].append(shift)
    made = [_duty(person, theirs) for person, theirs in found.items()]
    return tuple(sorted(made, key=lambda duty: (-duty.hours, duty.person)))


def _duty(person: str, shifts: Iterable[Shift]) -> Duty:
    by_schedule: dict[str, float] = defaultdict(float)
    for shift in shifts:
        by_schedule[shift.schedule] += _hours(Interval(shift.start, shift.end))
    stretches = _stretches(shifts)
    long = (each for each in stretches if each.end - each.start > LONG)
    return Duty(
        person=person,
        hours=sum(map(_hours, stretches)),
        by_schedule=dict(by_schedule),
        long=tuple(sorted(long, key=lambda each: (each.start - each.end, each.start))),
    )


def _stretches(shifts: Iterable[Shift]) -> list[Interval]:
    """Return when somebody is on call for anything, without breaks."""
    joined: list[Interval] = []
    for shift in sorted(shifts):
        if joined and shift.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, shift.end))
        else:
            joined.append(Interval(shift.start, shift.end))
    return joined


def _hours(stretch: Interval) -> float:
    return (stretch.end - stretch.start).total_seconds() / 3600
