"""What severity a Sentry alert's events come to PagerDuty with.

It is the alert's own, but two levels of one alert come under one name, and PagerDuty tells
them apart by this word alone: where both would send the same, the milder sends another. What
an event is worth is set there, by the rule that knows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.routes import pagerduty_severity
from setpoint.catalog.sentry_levels import graver_level
from setpoint.config.model import most_urgent

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.vendors.pagerduty_severity import PagerDutySeverity

_ANOTHER: Final[dict[PagerDutySeverity, PagerDutySeverity]] = {
    "critical": "error",
    "error": "warning",
    "warning": "info",
    "info": "warning",
}


def sent_severity(alert: str, context: Context) -> PagerDutySeverity:
    """Return the severity of an alert's events, unlike that of the graver level's."""
    own = _own(alert, context)
    graver = graver_level(alert, context.loaded)
    return _ANOTHER[own] if graver and _own(graver, context) == own else own


def _own(key: str, context: Context) -> PagerDutySeverity:
    """Return what an alert is worth in its most urgent hour."""
    service, _, name = key.partition("/")
    alert = context.config.services[service].alerts[name]
    severity = context.config.severities[alert.severity]
    page = most_urgent(alert.page or severity.page) if context.paging else None
    return pagerduty_severity(alert.severity, severity, page)
