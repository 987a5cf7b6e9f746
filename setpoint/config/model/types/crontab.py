"""When a job runs: a crontab's five fields, or one run every so often."""

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
_STEP = re.compile(r"[1-9]\d{0,2}")
_EVERY = re.compile(r"([1-9]\d{0,4}) ?([a-z]+)")
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
    return " ".join(fields)


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
    return int(word) if re.fullmatch(r"\d{1,2}", word) else None


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
