"""When an alarm mute rule mutes: its schedule expression, duration and dates.

Source: the service model's documentation of Schedule (`cron(0 2 * * SUN)` with five fields,
`at(2026-05-10T14:00)`, durations from PT1M to P15D).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_EXPRESSION = re.compile(r"(?P<kind>cron|at)\((?P<body>[^()]*)\)")
_DURATION = re.compile(r"P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?")
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(days=15)
_MONTH_NAMES = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN"]
_MONTH_NAMES += ["JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_DAYS = {
    name: number for number, name in enumerate(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])
}
_FIELDS: tuple[tuple[str, int, int, dict[str, int]], ...] = (
    ("minutes", 0, 59, {}),
    ("hours", 0, 23, {}),
    ("day of month", 1, 31, {}),
    ("month", 1, 12, _MONTHS),
    ("day of week", 0, 6, _DAYS),
)


class ScheduleError(ValueError):
    """The schedule cannot be read; the message says which part."""


@dataclass(frozen=True)
class MuteSchedule:
    """A parsed schedule: either one moment or the allowed values of the five cron fields."""

    moment: datetime | None
    fields: tuple[frozenset[int], ...]
    duration: timedelta
    zone: ZoneInfo

    def covers(self, now: datetime) -> bool:
        """Whether a mute window is open at `now`."""
        local = now.astimezone(self.zone)
        if self.moment is not None:
            return self.moment <= local < self.moment + self.duration
        minute = local.replace(second=0, microsecond=0)
        minutes = int(self.duration.total_seconds() // 60)
        return any(self._begins(minute - timedelta(minutes=back)) for back in range(minutes))

    def _begins(self, moment: datetime) -> bool:
        weekday = (moment.weekday() + 1) % 7
        values = (moment.minute, moment.hour, moment.day, moment.month, weekday)
        return all(value in allowed for value, allowed in zip(values, self.fields, strict=True))


def parse_schedule(expression: str, duration: str, timezone: str) -> MuteSchedule:
    """Parse a schedule.

    Raises:
        ScheduleError: Expression, duration or time zone is wrong.
    """
    zone = _zone(timezone)
    match = _EXPRESSION.fullmatch(expression)
    if match is None:
        raise ScheduleError(f"Expression {expression} must be cron(...) or at(...)")
    length = parse_duration(duration)
    if match["kind"] == "at":
        return MuteSchedule(_moment(match["body"], zone), (), length, zone)
    return MuteSchedule(None, _cron(match["body"]), length, zone)


def parse_duration(text: str) -> timedelta:
    """Parse an ISO 8601 duration from PT1M to P15D.

    Raises:
        ScheduleError: It is none, or out of range.
    """
    match = _DURATION.fullmatch(text)
    parts = {
        key: int(value) for key, value in (match.groupdict() if match else {}).items() if value
    }
    length = timedelta(**parts)
    if not _SHORTEST <= length <= _LONGEST:
        raise ScheduleError(f"Duration {text} must be between PT1M and P15D")
    return length


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ScheduleError(f"Timezone {name} is unknown") from error


def _moment(body: str, zone: ZoneInfo) -> datetime:
    try:
        return datetime.strptime(body, "%Y-%m-%dT%H:%M").replace(tzinfo=zone)
    except ValueError as error:
        raise ScheduleError(f"at({body}) must be at(yyyy-MM-ddThh:mm)") from error


def _cron(body: str) -> tuple[frozenset[int], ...]:
    parts = body.split()
    if len(parts) != len(_FIELDS):
        raise ScheduleError(f"cron({body}) must have {len(_FIELDS)} fields, not {len(parts)}")
    return tuple(_field(part, *field) for part, field in zip(parts, _FIELDS, strict=True))


def _field(part: str, name: str, low: int, high: int, names: dict[str, int]) -> frozenset[int]:
    values: set[int] = set()
    for item in part.split(","):
        first, dash, last = item.partition("-")
        if item == "*":
            values.update(range(low, high + 1))
            continue
        bounds = [_value(text, names) for text in ((first, last) if dash else (first, first))]
        if not low <= bounds[0] <= bounds[1] <= high:
            raise ScheduleError(f"{item} is no {name}; allowed are {low} to {high}")
        values.update(range(bounds[0], bounds[1] + 1))
    return frozenset(values)


def _value(text: str, names: dict[str, int]) -> int:
    return int(text) if text.isdecimal() else names.get(text.upper(), -1)


def utc(seconds: float) -> datetime:
    """Return seconds since the epoch as a moment."""
    return datetime.fromtimestamp(seconds, UTC)
