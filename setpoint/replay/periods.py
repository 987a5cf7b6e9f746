"""Datapoints of an alarm's period out of a finer series, for a window that slides over it."""

from __future__ import annotations

import operator
from collections import deque
from itertools import accumulate
from typing import TYPE_CHECKING

from setpoint.replay.errors import ReplayError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from setpoint.replay.series import Series


def _merged(series: Series, period: int) -> int:
    """Return how many datapoints of a series make one of the period.

    Raises:
        ReplayError: None do.
    """
    if period % series.period:
        raise ReplayError(
            f"datapoints of {period}s can't be made from a series of {series.period}s;"
            " give one whose period divides the alarm's"
        )
    return period // series.period


def datapoints(series: Series, period: int, statistic: str) -> Sequence[float | None]:
    """Return, for each datapoint of the series, that of the period which ends with it.

    Takes time in proportion to the series, whatever the period. An average is that of
    averages, as if each were of as many samples.

    Raises:
        ReplayError: The series is too coarse, or the statistic can't be put together from it.
    """
    count = _merged(series, period)
    if count == 1:
        return series.values
    make = _MERGE.get(statistic)
    if make is None:
        raise ReplayError(
            f"the {statistic} of {period}s can't be made from that of {series.period}s;"
            f" give a series of {period}s"
        )
    return list(make(series.values, count))


def _sums(values: Sequence[float | None], count: int) -> Iterator[tuple[float, int]]:
    """Yield sum and number of the real values among the last `count`."""
    totals = [0.0, *accumulate(value or 0.0 for value in values)]
    real = [0, *accumulate(value is not None for value in values)]
    for end in range(1, len(totals)):
        begin = max(end - count, 0)
        yield totals[end] - totals[begin], real[end] - real[begin]


def _sum(values: Sequence[float | None], count: int) -> Iterator[float | None]:
    return (total if real else None for total, real in _sums(values, count))


def _average(values: Sequence[float | None], count: int) -> Iterator[float | None]:
    return (total / real if real else None for total, real in _sums(values, count))


def _extreme(
    values: Sequence[float | None], count: int, further: Callable[[float, float], bool]
) -> Iterator[float | None]:
    """Yield the value that is further than the rest: those behind a further one never count."""
    kept: deque[tuple[int, float]] = deque()
    for place, value in enumerate(values):
        if value is not None:
            while kept and not further(kept[-1][1], value):
                kept.pop()
            kept.append((place, value))
        if kept and kept[0][0] <= place - count:
            kept.popleft()
        yield kept[0][1] if kept else None


_MERGE: dict[str, Callable[[Sequence[float | None], int], Iterator[float | None]]] = {
    "Sum": _sum,
    "SampleCount": _sum,
    "Average": _average,
    "Maximum": lambda values, count: _extreme(values, count, operator.gt),
    "Minimum": lambda values, count: _extreme(values, count, operator.lt),
}
