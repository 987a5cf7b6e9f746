"""What the value that an alarm watches can be, against the threshold it is compared with."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from setpoint.catalog.conditions import comparison_symbol
from setpoint.catalog.model import LogMetric, MathAlarm, MetricAlarm
from setpoint.expressions import metrics_insights
from setpoint.metrics import Bounds, bounds

if TYPE_CHECKING:
    from setpoint.catalog.model import Signal


def values_of(signal: Signal) -> Bounds | None:
    """Return the lowest and the highest value watched, None where anything can be."""
    if isinstance(signal, LogMetric) and signal.metric_value == "1":
        return Bounds(0, inf)
    alarm = signal.data_alarm
    if isinstance(alarm, MathAlarm):
        return _of_query(alarm)
    if not isinstance(alarm, MetricAlarm):
        return None
    metric = alarm.metric
    return bounds(metric.namespace, metric.name, metric.statistic, alarm.threshold_unit)


def _of_query(alarm: MathAlarm) -> Bounds | None:
    """Return what a query's function makes of what it selects, None for other expressions."""
    text = next((each.expression for each in alarm.queries if each.return_data), None)
    if text is None or not metrics_insights.selects_metrics(text):
        return None
    query = metrics_insights.parse(text)
    return bounds(query.namespace, query.metric, query.statistic, alarm.threshold_unit)


def fixed(signal: Signal) -> MetricAlarm | MathAlarm | None:
    """Return the alarm that compares with a fixed threshold, None where there is none."""
    alarm = signal.data_alarm
    return alarm if isinstance(alarm, MetricAlarm | MathAlarm) else None


def never_goes_off(signal: Signal) -> Bounds | None:
    """Return the values that can occur where none of them breaches, else None."""
    alarm, can_be = fixed(signal), values_of(signal)
    return can_be if alarm and can_be and not _some_meet(alarm, can_be) else None


def always_goes_off(signal: Signal) -> Bounds | None:
    """Return the values that can occur where each of them breaches, else None."""
    alarm, can_be = fixed(signal), values_of(signal)
    return can_be if alarm and can_be and _all_meet(alarm, can_be) else None


def _some_meet(alarm: MetricAlarm | MathAlarm, can_be: Bounds) -> bool:
    limit = alarm.threshold
    met = {
        ">": can_be.high > limit,
        ">=": can_be.high >= limit,
        "<": can_be.low < limit,
        "<=": can_be.low <= limit,
    }
    return met[comparison_symbol(alarm.comparison_operator)]


def _all_meet(alarm: MetricAlarm | MathAlarm, can_be: Bounds) -> bool:
    limit = alarm.threshold
    met = {
        ">": can_be.low > limit,
        ">=": can_be.low >= limit,
        "<": can_be.high < limit,
        "<=": can_be.high <= limit,
    }
    return met[comparison_symbol(alarm.comparison_operator)]
