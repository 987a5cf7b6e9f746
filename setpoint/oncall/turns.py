"""One layer of a schedule as intervals: whose turn it is, and in which hours it applies.

Turns and restrictions are reckoned on the wall clock of the schedule's time zone, as PagerDuty
does: a weekly handoff at 09:00 stays at 09:00 when the clocks change, and that week lasts 167
or 169 hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.catalog.model import Layer, Override, Restriction

_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time, UTC, the end not included."""

    start: datetime
    end: datetime

    def clipped(self, other: Interval) -> Interval | None:
        """Return what both have in common."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Interval(start, end) if start < end else None

    def without(self, others: Iterable[Interval]) -> Iterator[Interval]:
        """Yield what none of the others has, in order."""
        reached = self.start
        for other in sorted(others, key=lambda each: each.start):
            before = Interval(reached, other.start)
            if reached < other.start and (free := self.clipped(before)):
                yield free
            reached = max(reached, other.end)
        if reached < self.end:
            yield Interval(reached, self.end)


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's stretch on one layer."""

    interval: Interval
    person: str


def layer_turns(layer: Layer, time_zone: str, window: Interval) -> Iterator[Turn]:
    """Yield the turns of a layer within a window, in order, cut to its restrictions."""
    effective = _effective(layer, window)
    if effective is None or not layer.people:
        return
    allowed = tuple(_allowed(layer.restrictions, time_zone, effective))
    for turn in _rotation(layer, ZoneInfo(time_zone), effective):
        for hours in allowed:
            if common := turn.interval.clipped(hours):
                yield Turn(common, turn.person)


def override_turn(override: Override, window: Interval) -> Iterator[Turn]:
    """Yield the stretch of an override within a window, if any of it is."""
    whole = Interval(override.start.astimezone(UTC), override.end.astimezone(UTC))
    if common := whole.clipped(window):
        yield Turn(common, override.person)


def _effective(layer: Layer, window: Interval) -> Interval | None:
    end = layer.end.astimezone(UTC) if layer.end else window.end
    start = max(layer.start, layer.rotation_virtual_start).astimezone(UTC)
    return window.clipped(Interval(start, max(start, end)))


def _rotation(layer: Layer, zone: ZoneInfo, window: Interval) -> Iterator[Turn]:
    index = max(0, _whole_turns_before(layer, window.start) - 1)
    while True:
        start = _boundary(layer, zone, index)
        if start >= window.end:
            return
        end = _boundary(layer, zone, index + 1)
        if common := Interval(start, end).clipped(window):
            yield Turn(common, layer.people[index % len(layer.people)])
        index += 1


def _whole_turns_before(layer: Layer, moment: datetime) -> int:
    passed = moment - layer.rotation_virtual_start.astimezone(UTC)
    return int(passed.total_seconds() // layer.rotation_turn_length_seconds)


def _boundary(layer: Layer, zone: ZoneInfo, index: int) -> datetime:
    """Return when the index-th turn begins: whole days on the wall clock, hours in real time."""
    length = layer.rotation_turn_length_seconds
    first = layer.rotation_virtual_start
    if length % _DAY_SECONDS:
        return first.astimezone(UTC) + timedelta(seconds=index * length)
    wall = first.astimezone(zone).replace(tzinfo=None) + timedelta(seconds=index * length)
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _allowed(
    restrictions: tuple[Restriction, ...], time_zone: str, window: Interval
) -> Iterator[Interval]:
    """Yield the hours in which the layer applies; all of them without restrictions."""
    if not restrictions:
        yield window
        return
    zone = ZoneInfo(time_zone)
    first = window.start.astimezone(zone).date() - timedelta(days=8)  # one may reach a week
    last = window.end.astimezone(zone).date()
    for offset in range((last - first).days + 1):
        day = first + offset * _DAY
        for restriction in restrictions:
            if restriction.start_day_of_week in (None, day.isoweekday()):
                start = datetime.combine(day, restriction.start_time_of_day, zone)
                wall_end = start.replace(tzinfo=None) + timedelta(
                    seconds=restriction.duration_seconds
                )
                hours = Interval(
                    start.astimezone(UTC), wall_end.replace(tzinfo=zone).astimezone(UTC)
                )
                if common := hours.clipped(window):
                    yield common
