"""Durations in whole seconds, and the lengths that CloudWatch accepts as a period."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.patterns import DURATION, between, duration_schema, minutes
from setpoint.config.model.types.refusal import describe, refuse
from setpoint.config.units import UnitError, parse_duration
from setpoint.config.units.quantity import shown

_SHORT_PERIODS = (10, 20, 30)
_MINUTE = 60
LONGEST = 366 * 86_400


def whole_seconds(value: Any) -> int:
    """Seconds of a duration written with its unit."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise refuse(f"{value} has no unit; write a duration such as {value}s, 5m or 2h")
    if not isinstance(value, str):
        raise refuse(f"{describe(value)} stands where a duration such as 30s, 5m or 2h belongs")
    outcome = _parse(value)
    if isinstance(outcome, str):
        raise refuse(outcome)
    return outcome


@lru_cache(maxsize=1024)
def _parse(text: str) -> int | str:
    """Seconds, or the sentence that says why not."""
    try:
        seconds = parse_duration(text)
    except UnitError as error:
        return str(error)
    if seconds != int(seconds):
        return f"{shown(text)} is not a whole number of seconds"
    if seconds > LONGEST:
        return f"{text} is longer than a year"
    return int(seconds)


def milliseconds(value: Any) -> int:
    """Milliseconds of a duration written with its unit."""
    if not isinstance(value, str):
        return whole_seconds(value) * 1000
    try:
        found = parse_duration(value) * 1000
    except UnitError as error:
        raise refuse(str(error)) from None
    if found != int(found):
        raise refuse(f"{shown(value)} is not a whole number of milliseconds")
    return int(found)


def _positive(value: Any) -> int:
    """A duration that is not nothing."""
    seconds = whole_seconds(value)
    if seconds == 0:
        raise refuse(f"{value} is no time at all; write a duration such as 30s, 5m or 2h")
    return seconds


def _minutes(value: Any) -> int:
    """A duration in whole minutes, still counted in seconds."""
    seconds = whole_seconds(value)
    if seconds % _MINUTE:
        raise refuse(f"{value} is not a whole number of minutes")
    return seconds


def _period(value: Any) -> int:
    """A period of CloudWatch (PutMetricAlarm, Period)."""
    seconds = _positive(value)
    if seconds not in _SHORT_PERIODS and seconds % _MINUTE:
        raise refuse(
            f"{value} is not 10s, 20s, 30s or a multiple of 1m",
            allowed=("10s", "20s", "30s", "a multiple of 1m"),
        )
    return seconds


_EXAMPLES = ("30s", "5m", "2h", "1d")
_ANY = between(0, LONGEST)
_SOME = between(1, LONGEST)
_SHORT = "|".join(str(each) for each in _SHORT_PERIODS)
_PERIODS = minutes(_SOME)
_PERIOD_SCHEMA = duration_schema(
    "write 10s, 20s, 30s or a multiple of 1m",
    {
        **_PERIODS,
        "s": f"{_SHORT}|{_PERIODS['s']}",
        "ms": f"(?:{_SHORT})000|{_PERIODS['ms']}",
        "us": f"(?:{_SHORT})000000|{_PERIODS['us']}",
    },
    examples=("10s", "1m", "5m", "1h"),
)
_MINUTES_SCHEMA = duration_schema(
    "write a duration in whole minutes", minutes(_ANY), examples=("5m", "2h")
)

WholeSeconds: TypeAlias = Annotated[
    int,
    PlainValidator(whole_seconds),
    WithJsonSchema(duration_schema(DURATION, _ANY, examples=_EXAMPLES)),
]
Seconds: TypeAlias = Annotated[
    int,
    PlainValidator(_positive),
    WithJsonSchema(duration_schema(DURATION, _SOME, examples=_EXAMPLES)),
]
Minutes: TypeAlias = Annotated[int, PlainValidator(_minutes), WithJsonSchema(_MINUTES_SCHEMA)]
Period: TypeAlias = Annotated[int, PlainValidator(_period), WithJsonSchema(_PERIOD_SCHEMA)]
