"""Whom an alert reaches, by name: people through escalations and schedules, and channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.escalations import after_text
from setpoint.review.sentry_actions import actions
from setpoint.review.signals.reading import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import (
        Alert,
        Catalog,
        EscalationRule,
        Route,
        SentryAction,
        Target,
    )


def reached(alert: Alert, catalog: Catalog, *, wakes: bool) -> Mapping[str, str]:
    """Return everybody by name, with how they hear of it: `after 5m`, `at once`, a channel.

    Args:
        alert: The alert.
        catalog: Where its people are.
        wakes: Whether an incident is of high urgency at the hour at which it begins.

    An incident of low urgency goes to the first level only and wakes nobody, so who hears of
    it has another name than who is woken. A disabled alert reaches nobody.
    """
    if not alert.enabled:
        return {}
    channels = alert.route.channels
    told = dict.fromkeys(channels.slack, "Slack")
    told |= {str(address): "e-mail" for address in channels.email}
    told |= {f"{person.name} by e-mail": "e-mail" for person in channels.people}
    told |= {f"sms {phone}": "text message" for phone in channels.sms}
    told |= {f"webhook {webhook.id}": "webhook" for webhook in channels.webhooks}
    told |= {f"ticket {ticket.type} {ticket.target}": "Sentry" for ticket in alert.route.tickets}
    return {
        **_paged(alert, catalog, wakes=wakes),
        **told,
        **dict.fromkeys(own_actions(alert), "Sentry"),
    }


def own_actions(alert: Alert) -> tuple[str, ...]:
    """Return what Sentry does besides what the route says: `slack #x`, `email team core`."""
    named = (" ".join(filter(None, (each.type, each.target))) for each in _own(alert))
    return tuple(dict.fromkeys(named))


def own_options(alert: Alert) -> tuple[str, ...]:
    """Return the same with everything that is set about each: `slack #x (notes: Look)`."""
    return tuple(dict.fromkeys(map(action_text, _own(alert))))


def action_text(action: SentryAction) -> str:
    """Return an action with everything that is set about it: `github acme/shop (labels: p0)`."""
    options = {**action.options, "integration": action.integration}
    given = ", ".join(f"{key}: {plain(value).text}" for key, value in options.items() if value)
    name = " ".join(filter(None, (action.type, action.target)))
    return f"{name} ({given})" if given else name


def _own(alert: Alert) -> Iterator[SentryAction]:
    channels = alert.route.channels
    known: set[tuple[str, str | None]] = {("slack", channel) for channel in channels.slack}
    known |= {("pagerduty", alert.route.pagerduty_service)}
    known |= {("email", person.id) for person in channels.people}
    known |= {("sentry_app", webhook.sentry_app) for webhook in channels.webhooks}
    known |= {(ticket.type, ticket.target) for ticket in alert.route.tickets}
    yield from (each for each in actions(alert.signal) if (each.type, each.target) not in known)


def levels(route: Route, catalog: Catalog) -> tuple[EscalationRule, ...]:
    """Return the levels that a page gets to: one of low urgency alone stays at the first."""
    escalation = catalog.escalations.get(route.escalation or "")
    if route.page is None or escalation is None:
        return ()
    return escalation.rules if route.page == "high" else escalation.rules[:1]


def _paged(alert: Alert, catalog: Catalog, *, wakes: bool) -> dict[str, str]:
    escalation = catalog.escalations.get(alert.route.escalation or "")
    if alert.route.page is None or escalation is None:
        return {}
    found: dict[str, str] = {}
    for rule in escalation.rules if wakes else escalation.rules[:1]:
        when = after_text(rule.after_minutes)
        when += " in turn" if rule.strategy == "round_robin" else ""
        for target in rule.targets:
            names = tuple(_people(target, catalog))
            turns = ", when on call" if len(names) > 1 else ""
            for name in names:
                found.setdefault(name if wakes else f"{name} (low urgency)", f"{when}{turns}")
    return found


def _people(target: Target, catalog: Catalog) -> Iterator[str]:
    if target.kind == "person":
        yield _name(target.id, catalog)
        return
    schedule = catalog.schedules.get(target.id)
    for person in schedule.people if schedule else ():
        yield _name(person, catalog)


def _name(person: str, catalog: Catalog) -> str:
    found = catalog.people.get(person)
    return found.name if found else person
