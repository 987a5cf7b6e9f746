"""Time of day, weekday, date and time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.nearest import nearest
from setpoint.config.units.quantity import shown
from setpoint.vendors.time_zones import like_time_zones, pagerduty_time_zone

Weekday: TypeAlias = Literal[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
]
WEEKDAYS: tuple[Weekday, ...] = Weekday.__args__  # type: ignore[attr-defined]
_SHOWN_ZONES = 3
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Handoff:
    """A moment of the day, or of the week.

    Attributes:
        day: 1 (Monday) to 7, None for every day.
        time: Local time in the schedule's time zone.
    """

    day: int | None
    time: time


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """Every IANA time zone known here."""
    from zoneinfo import available_timezones  # noqa: PLC0415 - reading the list takes a while

    return frozenset(available_timezones())


@lru_cache(maxsize=64)
def _is_zone(name: str) -> bool:
    """Whether the zone exists; looks at one file instead of listing all."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only configs with zones pay for it

    try:
        ZoneInfo(name)
    except (OSError, ValueError):  # ZoneInfoNotFoundError is a KeyError
        return False
    except KeyError:
        return False
    return True


def _time_zone(value: Any) -> str:
    """An IANA name."""
    name = text(value, "a time zone such as Europe/Berlin or UTC")
    if not _is_zone(name):
        close = nearest(name, _zones())
        hint = f"; did you mean {close}?" if close else "; write one such as Europe/Berlin or UTC"
        raise refuse(f"{shown(name)} is no IANA time zone{hint}")
    return name


def _pagerduty_zone(value: Any) -> str:
    """An IANA name of a zone that PagerDuty has, as it is written."""
    name = _time_zone(value)
    if pagerduty_time_zone(name) is None:
        alike = ", ".join(like_time_zones(name)[:_SHOWN_ZONES])
        raise refuse(
            f"PagerDuty takes no time zone {shown(name)}; the same clock: {alike}"
            if alike
            else f"PagerDuty takes no time zone {shown(name)} and has none with the same clock;"
            " write the times in one that it has, such as Etc/UTC"
        )
    return name


def _clock_zone(value: Any) -> str:
    """An IANA name of a zone whose clocks go like those of a zone that PagerDuty has."""
    name = _time_zone(value)
    known = pagerduty_time_zone(name) is not None or like_time_zones(name)
    return name if known else _pagerduty_zone(name)


def _clock(value: Any) -> time:
    """`HH:MM`."""
    match = _CLOCK.fullmatch(text(value, "a time of day such as 09:00"))
    if match is None:
        raise refuse(f"{shown(value)} is no time of day; write 00:00 to 23:59")
    return time(int(match[1]), int(match[2]))


def _handoff(value: Any) -> Handoff:
    """`monday 09:00` or `09:00`."""
    words = text(value, "a handoff such as monday 09:00").split()
    if len(words) == 1:
        return Handoff(None, _clock(words[0]))
    if len(words) != 2 or words[0] not in WEEKDAYS:  # noqa: PLR2004
        close = nearest(words[0], WEEKDAYS) if words else None
        hint = f"; did you mean {close}?" if close and close != words[0] else ""
        raise refuse(f"{shown(value)} is no handoff; write monday 09:00 or 09:00{hint}")
    return Handoff(WEEKDAYS.index(words[0]) + 1, _clock(words[1]))


# What people call some days of the week together.
_RANGES: Final = {
    **dict.fromkeys(("weekdays", "weekday", "workdays", "working days"), "monday-friday"),
    **dict.fromkeys(("weekend", "weekends"), "saturday-sunday"),
    **dict.fromkeys(("daily", "all", "everyday", "every day"), "monday-sunday"),
}


def _weekdays(value: Any) -> tuple[Weekday, ...]:
    """Days by name or range, `monday-friday`, one or a list of them; in the week's order."""
    given = value if isinstance(value, list | tuple) else [value]
    found = {day for each in given for day in _range(each)}
    if not found:
        raise refuse("the list is empty; write days such as monday-friday")
    return tuple(day for day in WEEKDAYS if day in found)


def _range(value: Any) -> tuple[Weekday, ...]:
    """One day, or all from one to another, over the end of the week too."""
    first, dash, last = text(value, "a day such as monday or monday-friday").partition("-")
    ends = [first.strip(), (last if dash else first).strip()]
    for name in ends:
        if name not in WEEKDAYS:
            close = _RANGES.get(name.lower()) or nearest(name, WEEKDAYS)
            hint = f"; did you mean {close}?" if close else "; write monday or monday-friday"
            raise refuse(f"{shown(name)} is no day of the week{hint}", allowed=WEEKDAYS)
    start, end = (WEEKDAYS.index(name) for name in ends)
    days = len(WEEKDAYS)
    return tuple(WEEKDAYS[(start + n) % days] for n in range((end - start) % days + 1))


def _date(value: Any) -> date:
    """`YYYY-MM-DD`."""
    given = text(value, "a date such as 2025-11-24")
    try:
        if _DATE.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise refuse(f"{shown(given)} is no date; write it as 2025-11-24")


def _local_moment(value: Any) -> datetime:
    """`YYYY-MM-DD HH:MM`, without a zone."""
    given = text(value, "a moment such as 2026-12-24 09:00")
    day, _, clock = given.partition(" ")
    try:
        return datetime.combine(_date(day), _clock(clock.strip()))
    except PydanticCustomError:
        pass
    raise refuse(f"{shown(given)} is no moment; write it as 2026-12-24 09:00")


_CLOCK_TEXT = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_CLOCK_SCHEMA = text_schema(_CLOCK_TEXT, "write 00:00 to 23:59")
_DATE_TEXT = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_DAY_TEXT = "|".join(WEEKDAYS)
_DAYS_SCHEMA = text_schema(
    rf"\s*(?:{_DAY_TEXT})\s*(?:-\s*(?:{_DAY_TEXT})\s*)?",
    "write monday or monday-friday",
    examples=["monday-friday"],
)
_ZONE = r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*"
_ZONE_WANTED = "write a time zone such as Europe/Berlin"

TimeZone: TypeAlias = Annotated[
    str,
    PlainValidator(_time_zone),
    WithJsonSchema(text_schema(_ZONE, _ZONE_WANTED, examples=["UTC"])),
]
PagerDutyTimeZone: TypeAlias = Annotated[
    str,
    PlainValidator(_pagerduty_zone),
    WithJsonSchema(text_schema(_ZONE, _ZONE_WANTED, examples=["Etc/UTC"])),
]
PagerDutyClock: TypeAlias = Annotated[
    str,
    PlainValidator(_clock_zone),
    WithJsonSchema(text_schema(_ZONE, _ZONE_WANTED, examples=["Etc/UTC"])),
]
ClockTime: TypeAlias = Annotated[time, PlainValidator(_clock), WithJsonSchema(_CLOCK_SCHEMA)]
HandoffText: TypeAlias = Annotated[
    Handoff,
    PlainValidator(_handoff),
    WithJsonSchema(
        text_schema(rf"\s*(?:(?:{_DAY_TEXT})\s+)?{_CLOCK_TEXT}\s*", "write monday 09:00 or 09:00")
    ),
]
LocalMoment: TypeAlias = Annotated[
    datetime,
    PlainValidator(_local_moment),
    WithJsonSchema(
        text_schema(
            rf"{_DATE_TEXT} \s*{_CLOCK_TEXT}\s*",
            "write it as 2026-12-24 09:00",
            examples=["2026-12-24 09:00"],
        )
    ),
]
Weekdays: TypeAlias = Annotated[
    tuple[Weekday, ...],
    PlainValidator(_weekdays),
    WithJsonSchema(
        {
            "anyOf": [
                _DAYS_SCHEMA,
                {"type": "array", "items": _DAYS_SCHEMA, "minItems": 1},
            ]
        }
    ),
]
Date: TypeAlias = Annotated[
    date,
    PlainValidator(_date),
    WithJsonSchema(text_schema(_DATE_TEXT, "write it as 2025-11-24", format="date")),
]
