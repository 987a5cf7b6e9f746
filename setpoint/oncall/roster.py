"""The rota of a whole environment over some weeks: shifts, gaps, double bookings, handoffs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from setpoint.oncall.clocks import HandoffMove, handoff_moves
from setpoint.oncall.coverage import DoubleBooking, Gap, double_bookings, gaps
from setpoint.oncall.duty import Duty, duties
from setpoint.oncall.shifts import Shift, shifts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from setpoint.catalog.model import Catalog, Schedule


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A handoff after which the clocks have changed since the shift began.

    Attributes:
        hours: How long the shift lasts, such as 167 or 169 for a week.
    """

    shift: Shift
    hours: float


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is on call from start to end, by schedule id; times are UTC."""

    start: datetime
    end: datetime
    shifts: Mapping[str, tuple[Shift, ...]]
    gaps: tuple[Gap, ...]
    double_bookings: tuple[DoubleBooking, ...]
    clock_changes: tuple[ClockChange, ...]
    handoff_moves: tuple[HandoffMove, ...]
    duties: tuple[Duty, ...]

    @property
    def sound(self) -> bool:
        """Whether every hour is covered and nobody is booked twice."""
        return not self.gaps and not self.double_bookings


def roster(catalog: Catalog, start: datetime, weeks: int) -> Roster:
    """Work out an environment's rota.

    Args:
        catalog: The environment.
        start: First moment, with time zone.
        weeks: How many weeks from there.
    """
    end = start + timedelta(weeks=weeks)
    by_schedule = {name: shifts(s, start, end) for name, s in catalog.schedules.items()}
    return Roster(
        start=start,
        end=end,
        shifts=by_schedule,
        gaps=tuple(gap for s in catalog.schedules.values() for gap in gaps(s, start, end)),
        double_bookings=double_bookings(catalog, start, end),
        clock_changes=tuple(_clock_changes(catalog, by_schedule)),
        handoff_moves=tuple(
            move for s in catalog.schedules.values() for move in handoff_moves(s, start, end)
        ),
        duties=duties(by_schedule),
    )


def _clock_changes(
    catalog: Catalog, by_schedule: Mapping[str, tuple[Shift, ...]]
) -> Iterator[ClockChange]:
    for name, found in by_schedule.items():
        schedule = catalog.schedules[name]
        zone = ZoneInfo(schedule.time_zone)
        for shift in found:
            begins, ends = shift.start.astimezone(zone), shift.end.astimezone(zone)
            if begins.utcoffset() != ends.utcoffset() and not _as_usual(shift, schedule):
                yield ClockChange(shift, (shift.end - shift.start).total_seconds() / 3600)


def _as_usual(shift: Shift, schedule: Schedule) -> bool:
    """Whether a shift lasts whole turns all the same, as turns counted in hours always do."""
    lasts = int((shift.end - shift.start).total_seconds())
    return any(lasts % layer.rotation_turn_length_seconds == 0 for layer in schedule.layers)
