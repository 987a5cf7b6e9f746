"""Monitors of today's Sentry: of a number, an address, a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pulumi

from components.plaintext import plaintext
from components.sentry.assertions import typed_assertion
from components.sentry.resources import CronInterval, CronMonitor, MetricMonitor, UptimeMonitor
from setpoint.catalog.model import SentryMonitor, SentryUptimeMonitor

if TYPE_CHECKING:
    from components.sentry.context import SentryContext
    from setpoint.catalog.model import SentryCronMonitor, SentryWatch

_BAND_SIDE: Final = {"gt": "above", "lt": "below", "outside": "above_and_below"}


def declare_monitor(key: str, monitor: SentryWatch, context: SentryContext) -> pulumi.Output[str]:
    """Declare a monitor and return its id."""
    if isinstance(monitor, SentryMonitor):
        return _declare_metric(key, monitor, context)
    if isinstance(monitor, SentryUptimeMonitor):
        return _declare_uptime(key, monitor, context)
    return _declare_cron(key, monitor, context)


def _common(monitor: SentryWatch, context: SentryContext) -> dict[str, Any]:
    return {
        "organization": context.organization,
        "project": context.project_slugs[monitor.project],
        "name": monitor.name,
        "description": monitor.description or None,
        "enabled": monitor.enabled,
        "owner": context.owner(monitor.owner),
        "opts": pulumi.ResourceOptions(parent=context.parent),
    }


def _declare_metric(key: str, monitor: SentryMonitor, context: SentryContext) -> pulumi.Output[str]:
    resource = MetricMonitor(
        key,
        **_common(monitor, context),
        dataset=monitor.dataset,
        event_types=list(monitor.event_types) or None,
        aggregate=monitor.aggregate,
        query=monitor.query,
        query_type=monitor.query_type,
        time_window=monitor.time_window,
        environment=monitor.environment,
        extrapolation_mode=monitor.extrapolation_mode,
        detection_type=monitor.detection_type,
        **_detection(monitor),
    )
    return resource.id


def _detection(monitor: SentryMonitor) -> dict[str, Any]:
    if monitor.detection_type == "dynamic":
        return {
            "threshold_type": _BAND_SIDE[monitor.comparison],
            "sensitivity": monitor.sensitivity,
        }
    return {
        "comparison": monitor.comparison,
        "critical": monitor.critical,
        "warning": monitor.warning,
        "resolve": monitor.resolve,
        "comparison_delta": monitor.comparison_delta,
    }


def _declare_uptime(
    key: str, monitor: SentryUptimeMonitor, context: SentryContext
) -> pulumi.Output[str]:
    assertion, body = monitor.assertion, monitor.body
    resource = UptimeMonitor(
        key,
        **_common(monitor, context),
        url=monitor.url,
        method=monitor.method,
        headers={name: plaintext(value) for name, value in monitor.headers.items()},
        body=None if body is None else plaintext(body),
        interval_seconds=monitor.interval,
        timeout_ms=monitor.timeout_ms,
        environment=monitor.environment,
        downtime_threshold=monitor.downtime_threshold,
        recovery_threshold=monitor.recovery_threshold,
        assertion=typed_assertion(assertion) if assertion else None,
        trace_sampling=monitor.trace_sampling,
    )
    return resource.id


def _declare_cron(
    key: str, monitor: SentryCronMonitor, context: SentryContext
) -> pulumi.Output[str]:
    interval = monitor.interval
    resource = CronMonitor(
        key,
        **_common(monitor, context),
        crontab=monitor.crontab,
        interval=CronInterval(value=interval[0], unit=interval[1]) if interval else None,
        checkin_margin=monitor.checkin_margin,
        max_runtime=monitor.max_runtime,
        failure_issue_threshold=monitor.failure_threshold,
        recovery_threshold=monitor.recovery_threshold,
        timezone=monitor.time_zone,
    )
    return resource.id
