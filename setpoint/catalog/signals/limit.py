"""A signal's threshold in its metric's unit; that it fits is checked with the config."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from setpoint.config.thresholds import convert

if TYPE_CHECKING:
    from setpoint.config.metric_units import Scale
    from setpoint.config.units import Quantity


class Limit(NamedTuple):
    """A threshold and the unit to show it with."""

    value: float
    unit: str | None


def read_limit(threshold: Quantity, scale: Scale, period: int) -> Limit:
    """Return the threshold of values that are judged once in a period, in seconds."""
    value = convert(threshold, unit=scale.unit, statistic=scale.statistic, period=period)
    return Limit(value, scale.unit)
