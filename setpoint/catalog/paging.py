"""PagerDuty services: one for each service of the config that pages somebody."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from setpoint.catalog.hours import build_hours
from setpoint.catalog.model import (
    AlertOverride,
    Outside,
    PagerDutyService,
    PrometheusRule,
    SentryAlert,
    SentrySignal,
)
from setpoint.catalog.prometheus_files import alarm_name
from setpoint.catalog.routes import pagerduty_severity
from setpoint.catalog.sentry_events import sent_severity

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
            paging.setdefault(alert.service, []).append(alert)
    services = context.config.services
    return {key: _service(key, services[key], paging[key], context) for key in paging}


def _service(
    key: str, service: config.Service, alerts: Sequence[Alert], context: Context
) -> PagerDutyService:
    escalation = service.escalation or alerts[0].route.escalation or ""
    return PagerDutyService(
        id=key,
        name=context.naming.pagerduty(service.name or key),
        description=service.description or f"{service.name or key} of {context.naming.prefix}",
        team=service.team,
        escalation=escalation,
        acknowledgement_timeout=_timeout(service.acknowledgement_timeout, ACKNOWLEDGEMENT_TIMEOUT),
        # An alarm says when it is over; an incident that resolved itself earlier would hide it.
        auto_resolve_timeout=_timeout(service.auto_resolve_timeout, None),
        support_hours=build_hours(service.support_hours) if service.support_hours else None,
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
    alerts: Sequence[Alert], escalation: str, context: Context
) -> tuple[AlertOverride, ...]:
    """Return what is set for each alert; levels of one Sentry alert come under one name."""
    found = [(alert, _override(alert, escalation, context)) for alert in alerts]
    named = Counter(override.match for _, override in found)
    return tuple(
        replace(override, only_sent=sent_severity(alert.id, context))
        if alert.level_of is not None and named[override.match] > 1
        else override
        for alert, override in found
    )


def _override(alert: Alert, escalation: str, context: Context) -> AlertOverride:
    signal = alert.signal
    if isinstance(signal, SentryAlert):
        names: tuple[str, ...] = (signal.name,)
    elif isinstance(signal, PrometheusRule):
        names = (alarm_name(alert.service, signal.name, alert.severity),)
    elif isinstance(signal, SentrySignal):
        names = tuple(dict.fromkeys((signal.name, signal.alert.name)))
    else:
        names = (context.naming.alarm(alert.id),)
    own, by_hours = alert.route.escalation, alert.route.page_hours
    if by_hours and by_hours.by_service:  # PagerDuty's setting of the service needs no rule
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
    )


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
