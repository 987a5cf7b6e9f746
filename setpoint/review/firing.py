"""Whether an alarm can go off at all, as far as the config alone tells.

What a metric's values can be, `setpoint.metrics` knows. An expression may be anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import (
    AnomalyAlarm,
    CompositeAlarm,
    HealthCheck,
    LogMetric,
    MathAlarm,
    MetricAlarm,
    SentryMonitor,
)
from setpoint.catalog.quantity import quantity
from setpoint.catalog.values import always_goes_off, never_goes_off
from setpoint.config.units import write_duration
from setpoint.review.signals.composites import rule, suppressor
from setpoint.review.signals.evaluation import is_above

if TYPE_CHECKING:
    from setpoint.catalog.model import Alert, Catalog, Signal
    from setpoint.review.signals.evaluation import Alarm

_HOUR, _DAY, _WEEK = 3600, 86_400, 604_800
_COUNTS = ("count(", "count_unique(", "count_if(")


def obstacle(alert: Alert, catalog: Catalog) -> str | None:
    """Return why the alert can't go off, None if it can."""
    signal = alert.signal
    if isinstance(signal, CompositeAlarm) and signal.suppressor:
        other = catalog.alerts.get(suppressor(signal) or "")
        if other is not None and always_in_alarm(other.signal):
            return f"its suppressor {other.id} is always in alarm"
    return _obstacle(signal)


def always_in_alarm(signal: Signal) -> bool:
    """Return whether a signal is in alarm whatever the data says."""
    if isinstance(signal, CompositeAlarm):
        return signal.alarm_rule.strip() == "TRUE"
    alarm = signal.alarm if isinstance(signal, LogMetric) else signal
    if not isinstance(alarm, MetricAlarm):
        return False
    gaps = alarm.treat_missing_data == "breaching" or alarm.metric.statistic == "SampleCount"
    return gaps and always_goes_off(signal) is not None


def _obstacle(signal: Signal) -> str | None:
    match signal:
        case MetricAlarm() | LogMetric():
            alarm = signal.alarm if isinstance(signal, LogMetric) else signal
            return _window(alarm) or _range(signal, alarm)
        case MathAlarm() | AnomalyAlarm() | HealthCheck():
            return _window(signal.alarm if isinstance(signal, HealthCheck) else signal)
        case CompositeAlarm():
            return _of_children(signal)
        case SentryMonitor():
            return _sentry(signal)
        case _:
            return None


def _window(alarm: Alarm) -> str | None:
    """Return what CloudWatch refuses: its guide's limits of N x period, and M above N."""
    if alarm.datapoints_to_alarm > alarm.evaluation_periods:
        needed, looked_at = alarm.datapoints_to_alarm, alarm.evaluation_periods
        return f"{needed} of {looked_at} periods can never breach"
    longest = _WEEK if alarm.period >= _HOUR else _DAY
    length = alarm.period * alarm.evaluation_periods
    if length > longest:
        limits = f"CloudWatch looks at {write_duration(longest)} at most"
        return f"its window is {write_duration(length)}; {limits}"
    return None


def _range(signal: Signal, alarm: MetricAlarm) -> str | None:
    can_be = never_goes_off(signal)
    if can_be is None:
        return None
    told = quantity(alarm.threshold, alarm.threshold_unit)
    if is_above(alarm):
        highest = quantity(can_be.high, alarm.threshold_unit)
        return f"{alarm.metric.name} never exceeds {highest}, and the threshold is {told}"
    lowest = f"below {quantity(can_be.low, alarm.threshold_unit)}" if can_be.low else "negative"
    return f"{alarm.metric.name} is never {lowest}, and the threshold is {told}"


def _of_children(signal: CompositeAlarm) -> str | None:
    if signal.alarm_rule.strip() == "FALSE":
        return "its rule is FALSE"
    combined = rule(signal)
    stuck = {
        name: why
        for name, child in signal.children.items()
        if (why := _obstacle(child)) is not None
    }
    if combined.group == "all" and stuck:
        name, why = next(iter(stuck.items()))
        return f"it needs {name}, and that can't: {why}"
    if combined.group == "any" and stuck and stuck.keys() == combined.terms:
        return f"none of its alarms can: {next(iter(stuck.values()))}"
    return None


def _sentry(monitor: SentryMonitor) -> str | None:
    critical = monitor.critical
    if critical is None or monitor.detection_type == "dynamic":
        return None
    if monitor.detection_type == "percent":
        if monitor.comparison == "lt" and critical <= 0:
            return "nothing falls by 100% or more and is still there to be seen"
        return None
    if monitor.comparison == "lt" and critical <= 0 and monitor.aggregate.startswith(_COUNTS):
        return "a count is never negative"
    if monitor.comparison == "gt" and monitor.aggregate == "failure_rate()" and critical >= 1:
        return "a failure rate is 100% at most"
    return None
