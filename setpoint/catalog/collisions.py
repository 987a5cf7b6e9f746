"""Names that must be unique in an account and came out alike.

CloudWatch overwrites an alarm of the same name without a word, so this is an error here.
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
    PrometheusRule,
    SentryCronMonitor,
    SentrySignal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Alert, Signal


def refuse_collisions(alerts: Mapping[str, Alert], context: Context) -> None:
    """Note every alert whose alarms are called like those of an earlier one."""
    owners: dict[str, str] = {}
    for alert in alerts.values():
        for name in _names(alert):
            owner = owners.setdefault(name, alert.id)
            if owner != alert.id:
                context.refuse(
                    alert.path,
                    f"it would be called {name}, like that of {owner}; rename one of them",
                )


def _names(alert: Alert) -> Iterator[str]:
    if isinstance(alert.signal, PrometheusRule):
        yield _of_rule(alert.service, alert.signal)
        return
    yield from _of_signal(alert.signal)


def _of_rule(service: str, rule: PrometheusRule) -> str:
    """Return a rule with all its labels: Prometheus takes equal names where labels differ."""
    labels = ", ".join(f'{name}="{value}"' for name, value in sorted(rule.labels.items()))
    return f"rule {service}/{rule.name} with the labels {labels}"


def _of_signal(signal: Signal) -> Iterator[str]:
    match signal:
        case SentryCronMonitor():
            yield f"cron monitor {signal.name}"
        case each if isinstance(each, SentrySignal):
            return
        case LogMetric() | HealthCheck():
            yield signal.alarm.alarm_name
        case CompositeAlarm():
            yield signal.alarm_name
            for child in signal.children.values():
                yield from _of_signal(child)
        case MetricAlarm() | MathAlarm() | AnomalyAlarm():
            yield signal.alarm_name
