"""Whom an alert reaches, by name: people through escalations and schedules, and channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from setpoint.review.sentry_actions import actions
from setpoint.review.signals.reading import plain
from setpoint.review.told import Told

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


# How an alert tells somebody, and their id, by which they are known whatever they are called.
Key: TypeAlias = tuple[str, str]


def reached(alert: Alert, catalog: Catalog, *, wakes: bool) -> Mapping[Key, Told]:
    """Return everybody whom an alert tells.

    Args:
        alert: The alert.
        catalog: Where its people are.
        wakes: Whether an incident is of high urgency at the hour at which it begins.

    An incident of low urgency goes to the first level only and wakes nobody, so who hears of
    it is told apart from who is woken. A disabled alert reaches nobody.
    """
    if not alert.enabled:
        return {}
    return {**_paged(alert, catalog, wakes=wakes), **_told(alert)}


def _told(alert: Alert) -> dict[Key, Told]:
    """Return who is told besides pages."""
    channels = alert.route.channels
    named = {
        **{("slack", channel): channel for channel in channels.slack},
        **{("email", str(address)): str(address) for address in channels.email},
        **{("mailed", person.id): f"{person.name} by e-mail" for person in channels.people},
        **{("sms", str(phone)): f"sms {phone}" for phone in channels.sms},
        **{("webhook", webhook.id): f"webhook {webhook.id}" for webhook in channels.webhooks},
    }
    tickets = (f"{each.type} {each.target}" for each in alert.route.tickets)
    named |= {("ticket", ticket): f"ticket {ticket}" for ticket in tickets}
    named |= {("action", action): action for action in own_actions(alert)}
    return {key: Told(name=name) for key, name in named.items()}


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


def _paged(alert: Alert, catalog: Catalog, *, wakes: bool) -> dict[Key, Told]:
    escalation = catalog.escalations.get(alert.route.escalation or "")
    if alert.route.page is None or escalation is None:
        return {}
    kind = "woken" if wakes else "heard"
    found: dict[Key, Told] = {}
    for rule in escalation.rules if wakes else escalation.rules[:1]:
        for target in rule.targets:
            people = _people(target, catalog)
            for person in people:
                told = Told(
                    name=_name(person, catalog),
                    after=rule.after_minutes,
                    low=not wakes,
                    in_turn=rule.strategy == "round_robin",
                    on_call=len(people) > 1,
                )
                found.setdefault((kind, person), told)
    return found


def _people(target: Target, catalog: Catalog) -> tuple[str, ...]:
    if target.kind == "person":
        return (target.id,)
    schedule = catalog.schedules.get(target.id)
    return schedule.people if schedule else ()


def _name(person: str, catalog: Catalog) -> str:
    found = catalog.people.get(person)
    return found.name if found else person
