"""What values a statistic of a metric has: their unit, the lowest and the highest."""

from __future__ import annotations

from math import inf
from typing import Final, NamedTuple

from setpoint.metrics.statistics import (
    adds_up,
    averages,
    counts_samples,
    is_level,
    is_rank,
    unit_of_outcome,
)
from setpoint.metrics.table import Facts, facts, known_namespace
from setpoint.metrics.units import FRACTION, counts

_HUNDRED: Final = 100.0
_MINUTE: Final = 60


class Bounds(NamedTuple):
    """Lowest and highest value that can occur."""

    low: float
    high: float


def published_unit(namespace: str, name: str) -> str | None:
    """Return CloudWatch's unit of the samples, None where AWS documents none."""
    found = facts(namespace, name)
    return found.unit if found else None


def published_every(namespace: str, name: str) -> int | None:
    """Return how many seconds lie between datapoints, None where nobody knows.

    AWS's own services publish once a minute at the most.
    """
    found, space = facts(namespace, name), known_namespace(namespace)
    every = (found and found.every) or (space and space.every)
    return every or (_MINUTE if namespace.startswith("AWS/") else None)


def unit_of_values(
    namespace: str, name: str, statistic: str, named: str | None = None
) -> str | None:
    """Return the unit of a statistic of a metric, None where nobody knows it.

    Args:
        namespace: The metric's.
        name: The metric's.
        statistic: What is read from it.
        named: The unit that the config names, which goes before AWS's; not before a share from
            0 to 1, which AWS publishes under Percent, Count or None.
    """
    found = facts(namespace, name)
    share = found is not None and is_share(namespace, name, statistic)
    if share and found and (averages(statistic) or found.samples == "fraction"):
        return FRACTION
    return unit_of_outcome(named or (found.unit if found else None), statistic)


def is_share(namespace: str, name: str, statistic: str) -> bool:
    """Whether a statistic of a metric lies between 0 and 1, so that 5 % of it is 0.05."""
    found = facts(namespace, name)
    return found is not None and found.samples is not None and is_level(statistic)


def bounds(namespace: str, name: str, statistic: str, named: str | None = None) -> Bounds | None:
    """Return what a statistic of a metric can be, None where anything can.

    Args:
        namespace: The metric's.
        name: The metric's.
        statistic: What is read from it.
        named: The unit that the config names, for metrics that are not in the table.
    """
    if counts_samples(statistic):
        return Bounds(0, inf)
    if is_rank(statistic):
        return Bounds(0, _HUNDRED)
    samples = _samples(facts(namespace, name) or Facts(unit=_counted(named)))
    if samples is None or not adds_up(statistic):
        return samples
    return Bounds(0, inf) if samples.low >= 0 else None


def _counted(unit: str | None) -> str | None:
    """Return the unit if it counts something."""
    return unit if unit and counts(unit) else None


def _samples(found: Facts) -> Bounds | None:
    if found.range is not None:
        low, high = found.range
        return Bounds(-inf if low is None else low, inf if high is None else high)
    if found.samples is not None:
        return Bounds(0, 1)
    if found.unit in {None, "None"}:
        return None
    return Bounds(0, _HUNDRED if found.unit == "Percent" else inf)
