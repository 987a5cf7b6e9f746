"""What a Sentry alert does: tell Slack, page PagerDuty. It follows from the route alone.

Sentry can't send to an e-mail address or a phone number of one's own; a page reaches phones
by PagerDuty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from setpoint.catalog.model import SentryAction

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Route
    from setpoint.catalog.routes import PagerDutySeverity
    from setpoint.catalog.signals.place import Place


class Notified(NamedTuple):
    """Whom an alert reaches, and what PagerDuty calls its severity."""

    route: Route
    severity: PagerDutySeverity


def chat_actions(to: Notified, place: Place, context: Context) -> tuple[SentryAction, ...]:
    """Return an action for each Slack channel of the route."""
    channels = to.route.channels.slack
    if channels:
        _need("slack", place, context)
    options = {"tags": "environment,level", "notes": told(place)}
    return tuple(
        SentryAction(type="slack", target=channel, options=options) for channel in channels
    )


def told(place: Place) -> str:
    """Return what Sentry says of an alert: its summary and where to read what to do."""
    return f"{place.summary}. Runbook: {place.runbook}" if place.runbook else place.summary


def page_actions(to: Notified, place: Place, context: Context) -> tuple[SentryAction, ...]:
    """Return the action that pages, none where nobody is paged."""
    service = to.route.pagerduty_service
    if service is None:
        return ()
    _need("pagerduty", place, context)
    return (SentryAction(type="pagerduty", target=service, options={"priority": to.severity}),)


def _need(integration: str, place: Place, context: Context) -> None:
    sentry = context.config.sentry
    if sentry is None or getattr(sentry.integrations, integration) is None:
        context.refuse(
            place.path,
            f"Sentry has to notify {integration} for this alert; name Sentry's integration "
            f"under sentry.integrations.{integration}",
        )
