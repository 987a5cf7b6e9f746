"""What the value that an alarm watches can be, against the threshold it is compared with."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from setpoint.catalog.conditions import comparison_symbol
from setpoint.catalog.expression_values import values_of_outcome
from setpoint.catalog.model import LogMetric, MathAlarm, MetricAlarm
from setpoint.metrics import Bounds, bounds

if TYPE_CHECKING:
    from setpoint.catalog.model import Signal


def values_of(signal: Signal) -> Bounds | None:
    """Return the lowest and the highest value watched, None where anything can be."""
    if isinstance(signal, LogMetric) and signal.metric_value == "1":
        return Bounds(0, inf)
    alarm = signal.data_alarm
    if isinstance(alarm, MathAlarm):
        return values_of_outcome(alarm.queries, alarm.threshold_unit)
    if not isinstance(alarm, MetricAlarm):
        return None
    metric = alarm.metric
    return bounds(metric.namespace, metric.name, metric.statistic, alarm.threshold_unit)


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
