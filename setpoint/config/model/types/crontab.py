"""When a job runs: a crontab's five fields, or one run every so often.

Sentry reads crontabs by cronsim (src/sentry/monitors/validators.py), which takes no days that
none of the months has, whatever the weekdays are (cronsim/cronsim.py, `CronSim.__init__`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.patterns import text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown

_ALIASES = ("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@hourly")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
# Name, least, most, and names that stand for numbers from the least on.
_FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("day of the week", 0, 7, _DAYS),
)
# Days of the longest February and so on.
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_STEP = re.compile(r"[1-9][0-9]{0,2}")
_EVERY = re.compile(r"([1-9][0-9]{0,4}) ?([a-z]+)")
_UNITS = {"m": "minute", "h": "hour", "d": "day", "w": "week"}
_WORDS = ("minute", "hour", "day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Interval:
    """A job that runs every so often; `text` is as the user wrote it."""

    value: int
    unit: str
    text: str

    def __str__(self) -> str:
        """As the user wrote it."""
        return self.text


def _crontab(value: Any) -> str:
    """The fields, one space between them."""
    given = text(value, 'a crontab such as "0 2 * * *"')
    if given in _ALIASES:
        return given
    fields = given.split()
    if len(fields) != len(_FIELDS):
        raise refuse(
            f"{shown(given)} is no crontab; it has five fields (minute, hour, day of the month,"
            " month, day of the week) or is an alias such as @daily"
        )
    for field, (name, low, high, names) in zip(fields, _FIELDS, strict=True):
        if not all(_is_part(part, low, high, names) for part in field.lower().split(",")):
            raise refuse(f"{shown(field)} is no {name} of a crontab; it goes from {low} to {high}")
    days, months = fields[2], fields[3]
    most = max(_LONGEST[month - 1] for month in _values(months, 1, 12, _MONTHS))
    if min(_values(days, 1, 31, ())) > most:
        raise refuse(
            f"the day {days} is in none of the months {months}, so that the job never runs"
        )
    return " ".join(fields)


def _values(field: str, low: int, high: int, names: tuple[str, ...]) -> set[int]:
    """What a valid field stands for."""
    found: set[int] = set()
    for part in field.lower().split(","):
        span, _, step = part.partition("/")
        first, dash, last = (f"{low}-{high}" if span == "*" else span).partition("-")
        start = _number(first, low, names) or low
        end = _number(last, low, names) if dash else start
        found.update(range(start, (end or high) + 1, int(step or 1)))
    return found


def _is_part(part: str, low: int, high: int, names: tuple[str, ...]) -> bool:
    """Whether it is *, a value or a range, each perhaps with a step."""
    span, slash, step = part.partition("/")
    if slash and not _STEP.fullmatch(step):
        return False
    if span == "*":
        return True
    first, dash, last = span.partition("-")
    start = _number(first, low, names)
    end = _number(last, low, names) if dash else start
    return start is not None and end is not None and low <= start <= end <= high


def _number(word: str, low: int, names: tuple[str, ...]) -> int | None:
    """A field's value, by number or name."""
    if word in names:
        return names.index(word) + low
    return int(word) if re.fullmatch(r"[0-9]{1,2}", word) else None


def _every(value: Any) -> Interval:
    """A number and one of Sentry's units."""
    given = text(value, "an interval such as 15m")
    match = _EVERY.fullmatch(given.strip())
    unit = match and (_UNITS.get(match[2]) or match[2].removesuffix("s"))
    if match is None or unit not in _WORDS:
        raise refuse(
            f'{shown(given)} is no interval; write one as 15m, 6h, 1d, 1w, "1 month" or "1 year"'
        )
    return Interval(int(match[1]), str(unit), given)


# Any fields: that each is within its bounds is left to `check`.
_PART = "[0-9A-Za-z*,/-]+"

Crontab: TypeAlias = Annotated[
    str,
    PlainValidator(_crontab),
    WithJsonSchema(
        text_schema(
            rf"\s*{_PART}(?:\s+{_PART}){{4}}\s*|{'|'.join(_ALIASES)}",
            "write the five fields of a crontab, or an alias such as @daily",
            examples=["0 2 * * *", "*/15 9-17 * * mon-fri"],
        )
    ),
]
Every: TypeAlias = Annotated[
    Interval,
    PlainValidator(_every),
    WithJsonSchema(
        text_schema(
            rf"\s*[1-9][0-9]{{0,4}} ?(?:{'|'.join(_UNITS)}|(?:{'|'.join(_WORDS)})s?)\s*",
            "write 15m, 6h, 1d, 1w, 1 month or 1 year",
            examples=["15m", "6h", "1 month"],
        )
    ),
]
