"""Thresholds of alarms, and what is watched: as words, and to compare alarms by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.conditions import comparison_symbol
from setpoint.catalog.model import AnomalyAlarm
from setpoint.catalog.quantity import quantity

if TYPE_CHECKING:
    from setpoint.lint.alarms import Alarm


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
