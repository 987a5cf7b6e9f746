"""A number with its unit, read from text."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

Dimension: TypeAlias = Literal["number", "percent", "duration", "bytes", "rate", "data rate"]

NUMBER = r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?"
DURATIONS = {
    "us": Decimal("0.000001"),
    "ms": Decimal("0.001"),
    "s": Decimal(1),
    "m": Decimal(60),
    "h": Decimal(3600),
    "d": Decimal(86_400),
    "w": Decimal(604_800),
}
_DECIMAL_PREFIXES = "kMGTP"
BYTES = {
    "B": Decimal(1),
    **{f"{p}B": Decimal(1000) ** n for n, p in enumerate(_DECIMAL_PREFIXES, 1)},
    "KB": Decimal(1000),
    **{f"{p}iB": Decimal(1024) ** n for n, p in enumerate("KMGTP", 1)},
}
PER = {"s": 1, "min": 60, "h": 3600, "d": 86_400}
_SHAPE = re.compile(rf"({NUMBER})\s?([A-Za-z%]*)(?:/([a-z]+))?")
_COMPOUND = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?(?:us|ms|s|m|h|d|w)){2,}")
_PART = re.compile(r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?)(us|ms|s|m|h|d|w)")

EXAMPLES = "80%, 1.5s, 250ms, 10m, 5/min, 512MB or a plain number"


class UnitError(ValueError):
    """The text is no quantity; its message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts.

    Attributes:
        value: Percent for `percent`, seconds for `duration`, bytes for `bytes`, the bare
            number for `number`; events (or bytes) in `per` seconds for a rate.
        dimension: What is counted.
        per: Seconds that a rate's value refers to (`5/min` is value 5, per 60); else 1.
        text: As the user wrote it.
    """

    value: float
    dimension: Dimension
    text: str
    per: int = 1

    @property
    def per_second(self) -> float:
        """The value of a rate in one second; of anything else, the value."""
        return self.value / self.per

    def over(self, seconds: float) -> float:
        """How many a rate makes in so many seconds (`5/min` over 300 is 25)."""
        return self.value * seconds / self.per

    def __str__(self) -> str:
        """As the user wrote it."""
        return self.text


def parse_quantity(raw: float | str) -> Quantity:
    """Read a quantity.

    Raises:
        UnitError: The text has no number, or a unit nobody knows.
    """
    if isinstance(raw, str):
        return _parse_text(raw)
    if not math.isfinite(raw):
        raise UnitError(f"{raw} is not a finite number")
    return Quantity(float(raw), "number", f"{raw:g}" if isinstance(raw, float) else str(raw))


@lru_cache(maxsize=4096)
def _parse_text(text: str) -> Quantity:
    """Read a quantity from text."""
    stripped = text.strip()
    if _COMPOUND.fullmatch(stripped):
        total = sum((Decimal(n) * DURATIONS[u] for n, u in _PART.findall(stripped)), Decimal(0))
        return Quantity(float(total), "duration", stripped)
    match = _SHAPE.fullmatch(stripped)
    if match is None:
        raise UnitError(f"{shown(text)} is not a quantity; write one as {EXAMPLES}")
    number, unit, per = match.groups()
    if per is not None:
        return _rate(stripped, Decimal(number), unit, per)
    return _plain(stripped, Decimal(number), unit)


def _plain(text: str, number: Decimal, unit: str) -> Quantity:
    """A quantity without a slash."""
    if unit == "":
        return Quantity(float(number), "number", text)
    if unit == "%":
        return Quantity(float(number), "percent", text)
    if unit in DURATIONS:
        return Quantity(float(number * DURATIONS[unit]), "duration", text)
    if unit in BYTES:
        return Quantity(float(number * BYTES[unit]), "bytes", text)
    known = "%, us, ms, s, m, h, d, w, B, kB, MB, GB, TB, KiB, MiB, GiB, TiB, /s, /min, /h, /d"
    raise UnitError(f"{shown(text)} has an unknown unit {shown(unit)}; known are {known}")


def _rate(text: str, number: Decimal, unit: str, per: str) -> Quantity:
    """A quantity in so much time."""
    if per not in PER:
        raise UnitError(f"{shown(text)} is not a rate; write /s, /min, /h or /d")
    if unit == "":
        return Quantity(float(number), "rate", text, PER[per])
    if unit in BYTES:
        return Quantity(float(number * BYTES[unit]), "data rate", text, PER[per])
    raise UnitError(f"{shown(text)} is not a rate; write a number or bytes before the slash")


def shown(text: str, limit: int = 60) -> str:
    """The text in quotes, shortened, on one line."""
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= limit else flat[: limit - 3] + "...")
