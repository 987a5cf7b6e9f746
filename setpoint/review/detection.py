"""How long it takes at worst from the first breach to the alarm.

CloudWatch judges an alarm every minute over a window that slides (every ten seconds for
periods below a minute, every hour where the window is longer than a day), as its guide on
alarm evaluation says. So M periods must be breached as a whole, and then up to one interval
passes until somebody looks:

    M x period + interval

Not in it: how long a metric takes to arrive at CloudWatch, and the delivery of a message.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from setpoint.catalog.model import (
    AnomalyAlarm,
    CompositeAlarm,
    HealthCheck,
    LogMetric,
    MathAlarm,
    MetricAlarm,
    PrometheusRule,
    SentryAlert,
    SentryCronMonitor,
    SentryMonitor,
    SentryUptimeMonitor,
)
from setpoint.config.units import write_duration as write
from setpoint.review.signals import rules
from setpoint.review.signals.sentry_alerts import longest_interval
from setpoint.review.signals.sentry_checks import (
    cron_assumption,
    cron_seconds,
    uptime_assumption,
    uptime_seconds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert, Catalog, Signal
    from setpoint.review.signals.evaluation import Alarm

_MINUTE, _TEN_SECONDS, _HOUR, _DAY = 60, 10, 3600, 86_400
_DEEPEST = 10


def detection_seconds(alert: Alert, catalog: Catalog) -> int:
    """Return the worst-case time to detection, 0 for what an event itself sets off."""
    return max(_times(alert.signal, catalog, 0), default=0)


def assumption(alert: Alert) -> str:
    """Return what the time was computed from, as a sentence without the full stop."""
    return _assumed(alert.signal)


def _assumed(signal: Signal) -> str:
    match signal:
        case MetricAlarm() | MathAlarm() | AnomalyAlarm():
            return _judged(signal)
        case LogMetric():
            return _judged(signal.alarm)
        case HealthCheck(availability=float()):
            judged = f"judged every {write(interval(signal.alarm))}"
            return f"unhealthy for {write(_allowed_downtime(signal))}, {judged}"
        case HealthCheck():
            failures = f"{signal.failure_threshold} failures {write(signal.request_interval)} apart"
            return f"{failures}, then {_judged(signal.alarm)}"
        case CompositeAlarm():
            return "the slowest of its alarms"
        case _:
            return _assumed_elsewhere(signal)


def _assumed_elsewhere(
    signal: SentryMonitor | SentryUptimeMonitor | SentryCronMonitor | SentryAlert | PrometheusRule,
) -> str:
    match signal:
        case PrometheusRule():
            return rules.assumption(signal)
        case SentryMonitor():
            return f"a window of {write(signal.time_window)} and a minute"
        case SentryUptimeMonitor():
            return uptime_assumption(signal)
        case SentryCronMonitor():
            return cron_assumption(signal)
        case SentryAlert():
            counted = longest_interval(signal)
            return f"counted over {write(counted)}" if counted else "with the event itself"


def interval(alarm: Alarm) -> int:
    """Return every how many seconds CloudWatch judges an alarm."""
    if alarm.period * alarm.evaluation_periods > _DAY:
        return _HOUR
    return _TEN_SECONDS if alarm.period < _MINUTE else _MINUTE


def _judged(alarm: Alarm) -> str:
    needed = f"{alarm.datapoints_to_alarm} x {write(alarm.period)} breached"
    return f"{needed}, judged every {write(interval(alarm))}"


def _times(signal: Signal, catalog: Catalog, depth: int) -> Iterator[int]:
    """Yield the time of the signal, or of each of a composite's alarms."""
    match signal:
        case MetricAlarm() | MathAlarm() | AnomalyAlarm():
            yield signal.datapoints_to_alarm * signal.period + interval(signal)
        case LogMetric(alarm=alarm):
            yield from _times(alarm, catalog, depth)
        case HealthCheck(alarm=alarm, availability=float()):
            failing = signal.request_interval * signal.failure_threshold
            yield failing + _allowed_downtime(signal) + interval(alarm)
        case HealthCheck(alarm=alarm):
            failing = signal.request_interval * signal.failure_threshold
            yield failing + max(_times(alarm, catalog, depth))
        case CompositeAlarm():
            wait = signal.suppressor_wait_period or 0
            yield from (wait + each for each in _parts(signal, catalog, depth))
        case _:
            yield _time_elsewhere(signal)


def _time_elsewhere(
    signal: SentryMonitor | SentryUptimeMonitor | SentryCronMonitor | SentryAlert | PrometheusRule,
) -> int:
    match signal:
        case PrometheusRule():
            return rules.detection_seconds(signal)
        case SentryMonitor():
            return signal.time_window + _MINUTE
        case SentryUptimeMonitor():
            return uptime_seconds(signal)
        case SentryCronMonitor():
            return cron_seconds(signal)
        case SentryAlert():
            return longest_interval(signal) or 0


def _allowed_downtime(check: HealthCheck) -> int:
    """Return the unhealthy seconds after which an outage that lasts is below the target."""
    target, alarm = check.availability or 0.0, check.alarm
    within = alarm.period * (1 - target / 100)
    return (alarm.datapoints_to_alarm - 1) * alarm.period + ceil(within)


def _parts(signal: CompositeAlarm, catalog: Catalog, depth: int) -> Iterator[int]:
    """Yield the times of children and of the alerts that the rule names, not in circles."""
    for child in signal.children.values():
        yield from _times(child, catalog, depth)
    for alert in signal.depends_on:
        other = catalog.alerts.get(alert)
        named = other and getattr(other.signal, "alarm_name", None) != signal.suppressor
        if other and named and depth < _DEEPEST:
            yield from _times(other.signal, catalog, depth + 1)
