"""PagerDuty services: one for each service of the config that pages somebody, and some more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from setpoint.catalog.destinations import usual_escalation
from setpoint.catalog.hours import build_hours, page_text
from setpoint.catalog.model import (
    AlertOverride,
    Outside,
    PagerDutyService,
    PrometheusRule,
    SentryMonitor,
    SentrySignal,
)
from setpoint.catalog.prometheus_files import alarm_name
from setpoint.catalog.routes import pagerduty_severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Alert, PageHours, Vendor
    from setpoint.config import model as config

# PagerDuty's own default; an acknowledged incident that nobody resolved triggers again.
ACKNOWLEDGEMENT_TIMEOUT = 1800
_INTEGRATIONS: Final = ("cloudwatch", "sentry", "events_v2")
_BY_VENDOR: Final[Mapping[Vendor, Literal["cloudwatch", "sentry", "events_v2"]]] = {
    "CloudWatch": "cloudwatch",
    "Sentry": "sentry",
    "Prometheus": "events_v2",
}


def build_services(context: Context, alerts: Mapping[str, Alert]) -> Mapping[str, PagerDutyService]:
    """Return the services whose alerts page somebody, each with what it overrides."""
    paging: dict[str, list[Alert]] = {}
    for alert in alerts.values():
        if alert.route.pagerduty_service:
            paging.setdefault(alert.route.pagerduty_service, []).append(alert)
    return {key: _service(key, paging[key], context) for key in paging}


def _service(key: str, alerts: Sequence[Alert], context: Context) -> PagerDutyService:
    of, route = alerts[0].service, alerts[0].route
    service = context.config.services[of]
    escalation, page_hours = route.escalation, None
    called = service.name or of
    if key == of:
        escalation = usual_escalation(service, context.config.severities)
    else:
        page_hours = None if service.support_hours else route.page_hours
        by_hours = f", {page_text(route)}" if page_hours else ""
        called = f"{called} ({escalation}{by_hours})"
    return PagerDutyService(
        id=key,
        service=of,
        name=context.naming.pagerduty(called),
        description=service.description or f"{service.name or of} of {context.naming.prefix}",
        team=service.team,
        escalation=escalation or "",
        acknowledgement_timeout=_timeout(service.acknowledgement_timeout, ACKNOWLEDGEMENT_TIMEOUT),
        # An alarm says when it is over; an incident that resolved itself earlier would hide it.
        auto_resolve_timeout=_timeout(service.auto_resolve_timeout, None),
        support_hours=build_hours(service.support_hours) if service.support_hours else None,
        page_hours=page_hours,
        integrations=_integrations(alerts),
        overrides=_overrides(alerts, escalation, context),
        slack=_slack(alerts, context),
    )


def _timeout(given: int | str | None, default: int | None) -> int | None:
    if given is None:
        return default
    return given if isinstance(given, int) else None


def _integrations(
    alerts: Sequence[Alert],
) -> tuple[Literal["cloudwatch", "sentry", "events_v2"], ...]:
    needed = {_integration(alert) for alert in alerts}
    return tuple(each for each in _INTEGRATIONS if each in needed)


def _integration(alert: Alert) -> Literal["cloudwatch", "sentry", "events_v2"]:
    """Return how an alert's events come in; Alertmanager's by the Events API."""
    return _BY_VENDOR[alert.signal.vendor]


def _overrides(
    alerts: Sequence[Alert], escalation: str | None, context: Context
) -> tuple[AlertOverride, ...]:
    """Return what is set for each alert whose events don't say it themselves."""
    return tuple(
        _override(alert, names, escalation, context)
        for alert in alerts
        if (names := _names(alert, context))
    )


def _names(alert: Alert, context: Context) -> tuple[str, ...]:
    """Return what an alert's events are known by; none where they come with their severity.

    Sentry sends an alert's own severity, but for the metric alerts of its older API.
    """
    signal = alert.signal
    if isinstance(signal, PrometheusRule):
        return (alarm_name(alert.service, signal.name, alert.severity),)
    if isinstance(signal, SentrySignal):
        sentry = context.config.sentry
        old = sentry is not None and sentry.api == "rules"
        return (signal.name,) if old and isinstance(signal, SentryMonitor) else ()
    return (context.naming.alarm(alert.id),)


def _override(
    alert: Alert, names: tuple[str, ...], escalation: str | None, context: Context
) -> AlertOverride:
    own, by_hours = alert.route.escalation, alert.route.page_hours
    # PagerDuty's setting of the service needs no rule.
    if by_hours and (by_hours.by_service or isinstance(alert.signal, SentrySignal)):
        by_hours = None
    severity = context.config.severities[alert.severity]
    urgency = by_hours.support_hours if by_hours else alert.route.page or "low"
    return AlertOverride(
        alert=alert.id,
        match=names,
        severity=pagerduty_severity(alert.severity, severity, urgency),
        urgency=urgency,
        escalation=own if own != escalation else None,
        outside=_outside(alert, severity, by_hours) if by_hours else None,
        only_sent=_sent(alert),
    )


def _sent(alert: Alert) -> Literal["critical", "warning"] | None:
    """Return what the events of one level of a metric alert in Sentry's older API come with."""
    if alert.level_of is None or not isinstance(alert.signal, SentryMonitor):
        return None
    return "critical" if alert.signal.priority == "high" else "warning"


def _outside(alert: Alert, severity: config.Severity, by_hours: PageHours) -> Outside:
    return Outside(
        hours=by_hours.hours,
        severity=pagerduty_severity(alert.severity, severity, by_hours.otherwise),
        urgency=by_hours.otherwise,
    )


def _slack(alerts: Sequence[Alert], context: Context) -> tuple[str, ...]:
    """Return the channels of the severities that page, once each."""
    severities = (context.config.severities[alert.severity] for alert in alerts)
    return tuple(dict.fromkeys(channel for severity in severities for channel in severity.slack))
