"""Whom an alert reaches: its severity decides, its environment may forbid."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from setpoint.catalog import prometheus_routing as prometheus
from setpoint.catalog.destinations import SENTRY_KINDS, escalation_of, pagerduty_service
from setpoint.catalog.hours import page_hours
from setpoint.catalog.model import Route
from setpoint.catalog.recipients import merge, tickets
from setpoint.catalog.signals.sentry_actions import extra_actions
from setpoint.catalog.state_routes import NOBODY, insufficient_data_route, ok_route
from setpoint.config.model import most_urgent

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.topics import Topics
    from setpoint.config import model as config
    from setpoint.vendors.pagerduty_severity import PagerDutySeverity

# PagerDuty's severity by the severity's id, where the config names none.
_SEVERITIES: Final[dict[str, PagerDutySeverity]] = {
    "critical": "critical",
    "high": "error",
    "error": "error",
    "medium": "warning",
    "warning": "warning",
}
_URGENT = frozenset({"critical", "error"})


def pagerduty_severity(
    severity: str, section: config.Severity, page: Literal["high", "low"] | None
) -> PagerDutySeverity:
    """Return what PagerDuty calls a severity: the config's word, else one by its id.

    PagerDuty makes incidents of `critical` and `error` urgent and others not, so the word is
    moved to the side of the page's urgency, which an alert may have of its own.
    """
    known = section.pagerduty_severity or _SEVERITIES.get(severity, "info")
    if page == "high" and known not in _URGENT:
        return "error"
    return "warning" if page == "low" and known in _URGENT else known


def own_severity(alert: config.Alert, context: Context) -> PagerDutySeverity:
    """Return the severity that an alert's events have in PagerDuty in its most urgent hour."""
    severity = context.config.severities[alert.severity]
    page = most_urgent(alert.page or severity.page) if context.paging else None
    return pagerduty_severity(alert.severity, severity, page)


def build_route(
    service: str, kind: str, alert: config.Alert, topics: Topics, context: Context
) -> Route:
    """Return an alert's route; topics that it needs are added to `topics`."""
    if kind in SENTRY_KINDS and not getattr(alert, kind).route:
        return Route(page=None, pagerduty_service=None, escalation=None, channels=NOBODY, topics=())
    severity = context.config.severities[alert.severity]
    wanted = (alert.page or severity.page) if context.paging else None
    page = most_urgent(wanted)
    owner = context.config.services[service]
    usual = topics.usual(alert.severity, severity, context)
    channels = usual
    if alert.notify is not None:
        channels = merge(severity, alert.notify, context)
    ok = insufficient_data = None
    if kind in SENTRY_KINDS:  # Sentry reaches neither addresses nor phones of one's own
        channels = replace(channels, email=(), sms=())
        used: tuple[str, ...] = ()
    elif kind == prometheus.KIND:
        settings = context.config.prometheus
        channels, used = prometheus.targets(settings, alert.severity, usual, channels, topics)
        ok = ok_route(alert, lambda _: None, None, context)
    else:
        topic_of = partial(topics.channels, alert.severity, usual)
        paged = topics.page(service) if page else None
        used = tuple(topic for topic in (paged, topic_of(channels)) if topic)
        ok = ok_route(alert, topic_of, paged, context)
        insufficient_data = insufficient_data_route(alert, topic_of, context)
    hours = page_hours(wanted, service, context) if page else None
    return Route(
        page=page,
        pagerduty_service=pagerduty_service(service, alert, hours, context) if page else None,
        escalation=escalation_of(alert, owner, context.config.severities) if page else None,
        channels=channels,
        topics=used,
        page_hours=hours,
        tickets=extra_actions(tickets(severity, alert.notify)) if kind in SENTRY_KINDS else (),
        ok=ok,
        insufficient_data=insufficient_data,
    )
