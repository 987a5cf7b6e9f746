"""CloudWatch's units: their names, what they measure, and how many of one make the basic one.

The names are those of StandardUnit in CloudWatch's API.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

Measured: TypeAlias = Literal["percent", "duration", "bytes", "data rate", "rate", "number"]

# Not CloudWatch's: a share from 0 to 1, which people write and read in percent.
FRACTION: Final = "Fraction"
_SIZES: Final = ("Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes")
_AMOUNTS: Final = (*_SIZES, "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits")
UNITS: Final[tuple[str, ...]] = (
    *("Seconds", "Microseconds", "Milliseconds"),
    *_AMOUNTS,
    *("Percent", "Count", "None", "Count/Second"),
    *(f"{unit}/Second" for unit in _AMOUNTS),
)
# How many make a second, a byte, a byte a second, or a percent; Setpoint reads no bits.
MEASURES: Final[dict[str, tuple[Measured, float]]] = {
    "Percent": ("percent", 1),
    FRACTION: ("percent", 0.01),
    "Seconds": ("duration", 1),
    "Milliseconds": ("duration", 1e3),
    "Microseconds": ("duration", 1e6),
    **{unit: ("bytes", 10.0 ** (-3 * power)) for power, unit in enumerate(_SIZES)},
    **{f"{unit}/Second": ("data rate", 10.0 ** (-3 * power)) for power, unit in enumerate(_SIZES)},
    "Count/Second": ("rate", 1),
    "Count": ("number", 1),
    "None": ("number", 1),
}


def units_of(*measured: Measured) -> tuple[str, ...]:
    """Return the units of what is measured."""
    return tuple(unit for unit, (what, _) in MEASURES.items() if what in measured)


def is_time(unit: str) -> bool:
    """Whether a unit measures how long something takes."""
    return MEASURES.get(unit, ("number", 1.0))[0] == "duration"


def counts(unit: str) -> bool:
    """Whether a unit counts something, of which there is never less than nothing."""
    return unit.removesuffix("/Second") in {"Count", *_AMOUNTS}
