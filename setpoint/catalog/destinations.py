"""Who is paged, and which PagerDuty service takes the page: the service's, or one of its own.

What Sentry sends to PagerDuty names the issue and never the alert that acts on it
(`build_pagerduty_event_payload` in src/sentry/integrations/pagerduty/client.py of
getsentry/sentry), and several alerts may act on one issue. No rule in PagerDuty could tell whose
event it is; the key of the integration that takes it can. So alerts of Sentry's that need another
escalation than their service, or an urgency by hours, have a PagerDuty service of their own, one
for all of a service that need the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.model import SENTRY_SIGNALS, most_urgent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import PageHours
    from setpoint.config import model as config

SENTRY_KINDS: Final = frozenset(SENTRY_SIGNALS)
UNENDING: Final = frozenset({"sentry_issue", "sentry_uptime", "sentry_cron"})
"""Signals of which PagerDuty hears no end.

Sentry tells it of a resolved issue where a metric monitor resolved it, and of no other
(`UnsupportedActivityHandler` in
src/sentry/notifications/notification_action/activity_registry/unsupported.py and
`execute_via_group_type_registry` in src/sentry/notifications/notification_action/utils.py).
"""


def escalation_of(
    alert: config.Alert, service: config.Service, severities: Mapping[str, config.Severity]
) -> str | None:
    """Return the id of the escalation that an alert pages if it pages."""
    return alert.escalation or severities[alert.severity].escalation or service.escalation


def usual_escalation(
    service: config.Service, severities: Mapping[str, config.Severity]
) -> str | None:
    """Return a service's escalation in PagerDuty: its own, else of its first alert that pages."""
    if service.escalation:
        return service.escalation
    paging = (alert for alert in service.alerts.values() if _asks_for_page(alert, severities))
    return next((escalation_of(alert, service, severities) for alert in paging), None)


def _asks_for_page(alert: config.Alert, severities: Mapping[str, config.Severity]) -> bool:
    if alert.kind in SENTRY_KINDS and not getattr(alert, alert.kind).route:
        return False
    return most_urgent(alert.page or severities[alert.severity].page) is not None


def pagerduty_service(
    service: str, alert: config.Alert, hours: PageHours | None, context: Context
) -> str:
    """Return the id of the PagerDuty service that an alert pages.

    It is the service's, or `service/escalation`, or `service/escalation/high-in-hours`.

    Args:
        service: Id of its service.
        alert: The alert as the config has it.
        hours: Its urgencies by hours.
        context: The rest of the config.
    """
    section, severities = context.config.services[service], context.config.severities
    escalation = escalation_of(alert, section, severities)
    by_hours = hours if hours and not hours.by_service and not section.support_hours else None
    differs = by_hours or escalation != usual_escalation(section, severities)
    if alert.kind not in SENTRY_KINDS or not differs:
        return service
    own = f"{service}/{escalation}"
    return f"{own}/{by_hours.support_hours}-in-hours" if by_hours else own
