"""Who is on call: the arithmetic of schedule layers, rotations, restrictions and overrides.

Pure functions of a stored schedule and a stretch of time; nothing here reads the account.
Handoffs happen at the same time of day in the schedule's zone all year, so turns of whole days
are counted on the local calendar; shorter turns are counted in elapsed time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sandbox.pagerduty import moments

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shift:
    """One user on call from `start` to `end` (UTC)."""

    start: datetime
    end: datetime
    user: str

    def cut(self, start: datetime, end: datetime) -> Shift | None:
        """Return what of this shift lies between two moments."""
        first, last = max(self.start, start), min(self.end, end)
        return Shift(first, last, self.user) if first < last else None


def final_shifts(schedule: dict[str, Any], since: datetime, until: datetime) -> list[Shift]:
    """Return who is on call when, with higher layers over lower ones and overrides over all."""
    covered: list[Shift] = []
    for shifts in _from_top(schedule, since, until):
        covered += [part for shift in shifts for part in _outside(shift, covered)]
    return _joined(sorted(covered, key=lambda shift: shift.start))


def layer_shifts(layer: dict[str, Any], zone: str, since: datetime, until: datetime) -> list[Shift]:
    """Return the shifts of one layer between two moments."""
    start = max(since, moments.parse(layer["start"]))
    end = min(until, moments.parse(layer["end"])) if layer["end"] else until
    users = [entry["user"]["id"] for entry in layer["users"]]
    if start >= end or not users:
        return []
    shifts: list[Shift] = []
    for turn in _turns(layer, users, ZoneInfo(zone), start, end):
        windows = _windows(layer["restrictions"], ZoneInfo(zone), turn.start, turn.end)
        shifts += [part for window in windows if (part := turn.cut(*window))]
    return _joined(sorted(shifts, key=lambda shift: shift.start))


def coverage(shifts: list[Shift], since: datetime, until: datetime) -> float:
    """Return the part of a stretch that is covered, in percent to one decimal place."""
    seconds = sum((shift.end - shift.start).total_seconds() for shift in shifts)
    return round(100 * seconds / (until - since).total_seconds(), 1)


def on_call(schedule: dict[str, Any], moment: datetime) -> str | None:
    """Return the id of the user on call at a moment, or None."""
    shifts = final_shifts(schedule, moment, moment + timedelta(seconds=1))
    return shifts[0].user if shifts else None


def _from_top(schedule: dict[str, Any], since: datetime, until: datetime) -> Iterator[list[Shift]]:
    for item in reversed(schedule.get("_overrides", [])):  # the last one made wins
        yield [part] if (part := _override(item).cut(since, until)) else []
    for layer in reversed(schedule["layers"]):
        yield layer_shifts(layer, schedule["time_zone"], since, until)


def _override(item: dict[str, Any]) -> Shift:
    return Shift(moments.parse(item["start"]), moments.parse(item["end"]), item["user"]["id"])


def _turns(
    layer: dict[str, Any], users: list[str], zone: ZoneInfo, start: datetime, end: datetime
) -> Iterator[Shift]:
    length = timedelta(seconds=layer["rotation_turn_length_seconds"])
    local = length % DAY == timedelta(0)
    first = moments.parse(layer["rotation_virtual_start"])
    origin = _clock(first, zone) if local else _clock(first, ZoneInfo("UTC"))
    here = zone if local else ZoneInfo("UTC")
    number = (_clock(start, here) - origin) // length
    while (begin := _instant(origin + number * length, here)) < end:
        turn = Shift(begin, _instant(origin + (number + 1) * length, here), "")
        if part := turn.cut(start, end):
            yield Shift(part.start, part.end, users[number % len(users)])
        number += 1


def _windows(
    restrictions: list[dict[str, Any]], zone: ZoneInfo, start: datetime, end: datetime
) -> list[tuple[datetime, datetime]]:
    if not restrictions:
        return [(start, end)]
    windows = []
    for rule in restrictions:
        day = _clock(start, zone).replace(hour=0, minute=0, second=0) - 8 * DAY
        while _instant(day, zone) < end:
            weekly = rule["type"] == "weekly_restriction"
            if not weekly or day.isoweekday() == rule["start_day_of_week"]:
                begin = day + _time_of_day(rule["start_time_of_day"])
                last = begin + timedelta(seconds=rule["duration_seconds"])
                windows.append((_instant(begin, zone), _instant(last, zone)))
            day += DAY
    return windows


def _time_of_day(text: str) -> timedelta:
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _clock(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _instant(clock: datetime, zone: ZoneInfo) -> datetime:
    return clock.replace(tzinfo=zone).astimezone(UTC)


def _outside(shift: Shift, covered: list[Shift]) -> list[Shift]:
    parts = [shift]
    for other in covered:
        parts = [
            piece
            for part in parts
            for piece in (part.cut(part.start, other.start), part.cut(other.end, part.end))
            if piece
        ]
    return parts


def _joined(shifts: list[Shift]) -> list[Shift]:
    joined: list[Shift] = []
    for shift in shifts:
        last = joined[-1] if joined else None
        if last and last.user == shift.user and shift.start <= last.end:
            joined[-1] = Shift(last.start, max(last.end, shift.end), last.user)
        else:
            joined.append(shift)
    return joined
