"""The functions of metric math over series of the same periods.

Source: AWS's CloudWatch user guide, "Using math expressions with CloudWatch metrics", the table
of functions. What it leaves open: a standard deviation is that of the whole population; at the
ends of a series LINEAR, and before its first value REPEAT, fill nothing.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from itertools import pairwise
from statistics import pstdev
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Values: TypeAlias = "list[float | None]"
_MONDAY: Final = 1


def real(values: Iterable[float | None]) -> list[float]:
    """Return the values that there are."""
    return [value for value in values if value is not None]


def mapped(values: Values, make: Callable[[float], float]) -> Values:
    """Return what becomes of each value; what has no outcome is dropped."""
    return [None if value is None else _made(value, make) for value in values]


def _made(value: float, make: Callable[[float], float]) -> float | None:
    try:
        found = make(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def folded(several: Sequence[Values], make: Callable[[list[float]], float]) -> Values:
    """Return a value for each instant at which some series has one."""
    instants = zip(*several, strict=True)
    return [make(there) if (there := real(instant)) else None for instant in instants]


def average(several: Sequence[Values]) -> Values:
    """Return the average at each instant; a series without a value counts as 0."""
    return folded(several, lambda there: sum(there) / len(several))


def differences(values: Values, times: Sequence[int]) -> Iterator[tuple[float, int] | None]:
    """Yield by how much each value and its time differ from those of the value before."""
    before: tuple[float, int] | None = None
    for value, at in zip(values, times, strict=True):
        if value is None:
            yield None
            continue
        yield None if before is None else (value - before[0], at - before[1])
        before = value, at


def running_sum(values: Values) -> Values:
    """Return the sum of each value and all before it."""
    total = 0.0
    found: Values = []
    for value in values:
        total += value or 0.0
        found.append(None if value is None else total)
    return found


def filled(values: Values, filler: Values) -> Values:
    """Return the values, those of another series where there are none."""
    return [other if value is None else value for value, other in zip(values, filler, strict=True)]


def repeated(values: Values) -> Values:
    """Return the values, the one before where there is none."""
    last: float | None = None
    found: Values = []
    for value in values:
        last = value if value is not None else last
        found.append(last)
    return found


def interpolated(values: Values) -> Values:
    """Return the values, those on a line between two neighbours where there are none."""
    found, places = list(values), [i for i, value in enumerate(values) if value is not None]
    for left, right in pairwise(places):
        low, high = values[left], values[right]
        assert low is not None  # noqa: S101 - places are those of values
        assert high is not None  # noqa: S101 - the same
        for place in range(left + 1, right):
            found[place] = low + (high - low) * (place - left) / (right - left)
    return found


def scalar(function: str, values: Values) -> float:
    """Return a number for a whole series; 0 for one without values."""
    there = real(values)
    return _SCALARS[function](there) if there else 0.0


def clock(function: str, times: Sequence[int]) -> Values:
    """Return a part of each time, in UTC; MINUTE to YEAR, days of the week from Monday as 1."""
    return [_CLOCK[function](datetime.fromtimestamp(at, UTC)) for at in times]


_SCALARS: Final[dict[str, Callable[[list[float]], float]]] = {
    "AVG": lambda there: sum(there) / len(there),
    "MAX": max,
    "MIN": min,
    "SUM": math.fsum,
    "STDDEV": pstdev,
    "DATAPOINT_COUNT": len,
}
FOLDS: Final[dict[str, Callable[[list[float]], float]]] = {
    key: make for key, make in _SCALARS.items() if key != "AVG"
}
EACH: Final[dict[str, Callable[[float], float]]] = {
    "ABS": abs,
    "CEIL": math.ceil,
    "FLOOR": math.floor,
    "LOG": math.log,
    "LOG10": math.log10,
}
_CLOCK: Final[dict[str, Callable[[datetime], float]]] = {
    "MINUTE": lambda at: at.minute,
    "HOUR": lambda at: at.hour,
    "DAY": lambda at: at.weekday() + _MONDAY,
    "DATE": lambda at: at.day,
    "MONTH": lambda at: at.month,
    "YEAR": lambda at: at.year,
    "EPOCH": lambda at: at.timestamp(),
}
