"""Thresholds against the values that can occur: never met, always met, stricter than another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.conditions import comparison_symbol
from setpoint.catalog.model import AnomalyAlarm, LogMetric
from setpoint.catalog.quantity import quantity
from setpoint.lint.metrics import Bounds, bounds

if TYPE_CHECKING:
    from setpoint.lint.alarms import Alarm

_INFINITY = float("inf")


def bounds_of(alarm: Alarm) -> Bounds | None:
    """Return what the watched value can be, None where anything can."""
    if isinstance(alarm.judging, AnomalyAlarm) or alarm.single is None:
        return None
    if isinstance(alarm.signal, LogMetric):
        return Bounds(0, _INFINITY) if alarm.signal.metric_value == "1" else None
    return bounds(alarm.single)


def never_met(symbol: str, threshold: float, can_be: Bounds) -> bool:
    """Whether no value that can occur breaches."""
    met = {
        ">": can_be.high > threshold,
        ">=": can_be.high >= threshold,
        "<": can_be.low < threshold,
        "<=": can_be.low <= threshold,
    }
    return not met[symbol]


def always_met(symbol: str, threshold: float, can_be: Bounds) -> bool:
    """Whether every value that can occur breaches."""
    met = {
        ">": can_be.low > threshold,
        ">=": can_be.low >= threshold,
        "<": can_be.high < threshold,
        "<=": can_be.high <= threshold,
    }
    return met[symbol]


def limit(alarm: Alarm) -> str:
    """Return comparison and threshold as people write them: `> 80%`; the band of an anomaly."""
    symbol = comparison_symbol(alarm.judging.comparison_operator)
    if isinstance(alarm.judging, AnomalyAlarm):
        return f"{symbol} a band of {alarm.judging.band:g}"
    return f"{symbol} {quantity(alarm.judging.threshold, alarm.judging.threshold_unit)}"


def threshold_of(alarm: Alarm) -> float | None:
    """Return the fixed threshold, None for an anomaly."""
    return None if isinstance(alarm.judging, AnomalyAlarm) else alarm.judging.threshold


def watched(alarm: Alarm) -> object:
    """Return what the alarm watches, equal for alarms that watch the same thing."""
    if alarm.single is not None:
        metric = alarm.single
        told = tuple(sorted(metric.dimensions.items()))
        return (metric.namespace, metric.name, told, metric.statistic)
    metrics = (
        (m.namespace, m.name, tuple(sorted(m.dimensions.items())), m.statistic)
        for m in alarm.metrics
    )
    return (alarm.expression, *metrics)
