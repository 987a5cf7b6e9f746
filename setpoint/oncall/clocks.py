"""What becomes of handoffs when the clocks change.

Turns of whole days change at the same time of day all year, so that one of them is longer or
shorter by the hour. Turns counted in hours last their hours, so that all later handoffs stand
at other times of day. That is how the layers that are sent to PagerDuty are meant: a first
handoff as a moment, a length in seconds, and the schedule's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Layer, Schedule

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, order=True)
class HandoffMove:
    """Handoffs of a layer that a change of the clocks moves.

    Attributes:
        at: The moment of the change, UTC.
        turn: Length of a turn in seconds.
        before, after: Times of day on the schedule's clock; empty where they differ from day to
            day, as those of turns of 36 hours do.
        for_good: Whether all later handoffs are moved, or the one alone whose time is skipped.
        shift: By how much the clocks change; forward is positive.
    """

    at: datetime
    schedule: str
    layer: str
    turn: int
    before: tuple[time, ...]
    after: tuple[time, ...]
    for_good: bool
    shift: timedelta


def handoff_moves(schedule: Schedule, start: datetime, end: datetime) -> Iterator[HandoffMove]:
    """Yield what every change of the clocks between two moments does to a schedule's handoffs."""
    zone = ZoneInfo(schedule.time_zone)
    for moment in clock_changes(zone, start, end):
        for layer in schedule.layers:
            ends = layer.end is None or layer.end > moment
            if layer.start < moment and ends and (found := _move(layer, schedule, moment)):
                yield found


def clock_changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the moments, UTC, at which a zone's clocks change."""
    day = start.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while day < end:
        if _offset(day, zone) != _offset(day + _DAY, zone):
            moment = _first_change(day, zone)
            if start <= moment < end:
                yield moment
        day += _DAY


def _first_change(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment after the given one at which the clocks change, within a day."""
    for step in (_HOUR, _MINUTE):
        while _offset(moment, zone) == _offset(moment + step, zone):
            moment += step
    return moment + _MINUTE


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _move(layer: Layer, schedule: Schedule, moment: datetime) -> HandoffMove | None:
    zone = ZoneInfo(schedule.time_zone)
    shift = _offset(moment, zone) - _offset(moment - _MINUTE, zone)
    turn = timedelta(seconds=layer.rotation_turn_length_seconds)
    days = turn % _DAY == timedelta()
    if days:
        before, after = _skipped(layer, moment, zone, shift)
        if before is None:
            return None
        times: tuple[tuple[time, ...], tuple[time, ...]] = ((before,), (after,))
    else:
        times = (_times(layer, moment - _MINUTE, zone), _times(layer, moment, zone))
    return HandoffMove(
        at=moment,
        schedule=schedule.id,
        layer=layer.name,
        turn=layer.rotation_turn_length_seconds,
        before=times[0],
        after=times[1],
        for_good=not days,
        shift=shift,
    )


def _times(layer: Layer, moment: datetime, zone: ZoneInfo) -> tuple[time, ...]:
    """Return the times of day at which turns of hours change while the clocks are as then."""
    turn = timedelta(seconds=layer.rotation_turn_length_seconds)
    if _DAY % turn != timedelta():
        return ()
    first = layer.rotation_virtual_start.astimezone(UTC) + _offset(moment, zone)
    return tuple(sorted((first + n * turn).time() for n in range(_DAY // turn)))


def _skipped(
    layer: Layer, moment: datetime, zone: ZoneInfo, shift: timedelta
) -> tuple[time | None, time]:
    """Return the time of a handoff that the clocks leap over, and when it is instead."""
    wanted = layer.rotation_virtual_start.astimezone(zone).time()
    leapt = (moment - _MINUTE).astimezone(zone) + _MINUTE  # on the clock as it was
    at = datetime.combine(leapt.date(), wanted)
    gap = leapt.replace(tzinfo=None)
    if shift <= timedelta() or not gap <= at < gap + shift:
        return None, wanted
    if not _changes_on(layer, at):
        return None, wanted
    return wanted, (at + shift).time()


def _changes_on(layer: Layer, at: datetime) -> bool:
    """Whether a layer of whole days has a handoff on the day of a wall-clock moment."""
    days = layer.rotation_turn_length_seconds // int(_DAY.total_seconds())
    return (at.date() - layer.rotation_virtual_start.date()).days % days == 0
