"""What a signal watches, in a few words: a metric, an expression, an address, issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.conditions import log_lines, shown
from setpoint.catalog.conditions import metric as metric_text
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

if TYPE_CHECKING:
    from setpoint.catalog.model import Signal


def watched(signal: Signal) -> str:
    """Return `p95 of AWS/ApplicationELB TargetResponseTime`, an expression, a URL and the like."""
    match signal:
        case MetricAlarm() | MathAlarm() | AnomalyAlarm() | LogMetric() | HealthCheck():
            return _of_cloudwatch(signal)
        case PrometheusRule():
            return signal.watched
        case CompositeAlarm():
            return ", ".join(watched_by_all(signal))
        case _:
            return _of_sentry(signal)


def watched_by_all(signal: Signal) -> tuple[str, ...]:
    """Return what a signal watches, each once; a composite what its parts watch."""
    if not isinstance(signal, CompositeAlarm):
        return (watched(signal),)
    told = (watched(child) for child in signal.children.values())
    return tuple(dict.fromkeys([*told, *signal.depends_on]))


def _of_cloudwatch(
    signal: MetricAlarm | MathAlarm | AnomalyAlarm | LogMetric | HealthCheck,
) -> str:
    match signal:
        case MetricAlarm():
            return metric_text(signal.metric)
        case MathAlarm() | AnomalyAlarm():
            return shown(signal.queries)
        case LogMetric():
            return log_lines(signal)
        case HealthCheck():
            return f"{signal.fqdn}:{signal.port}{signal.resource_path}"


def _of_sentry(
    signal: SentryMonitor | SentryUptimeMonitor | SentryCronMonitor | SentryAlert,
) -> str:
    match signal:
        case SentryMonitor():
            return f"{signal.aggregate} of {signal.query}" if signal.query else signal.aggregate
        case SentryUptimeMonitor():
            return signal.url
        case SentryCronMonitor():
            return f"check-ins of {signal.name}"
        case SentryAlert():
            return f"issues of {signal.project}" if signal.project else "issues of its monitor"
