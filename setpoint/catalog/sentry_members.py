"""The people whom Sentry's alerts name: it knows its members by their e-mail addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.sentry_alerting.vocabulary import ASSIGNEES
from setpoint.catalog.model import SentryAlert, SentrySignal
from setpoint.catalog.sentry_owners import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Alert, SentryCondition, SentryProject, Text


def build_members(
    context: Context, alerts: Iterable[Alert], projects: Iterable[SentryProject]
) -> Mapping[str, Text]:
    """Return addresses by id, of owners, recipients and assignees, in the config's order."""
    named = {
        person
        for alert in alerts
        if isinstance(alert.signal, SentrySignal)
        for person in _named(alert.signal)
    }
    named.update(person for project in projects for person in _owners(project))
    return {key: person.email for key, person in context.config.people.items() if key in named}


def _named(signal: SentrySignal) -> Iterator[str]:
    if signal.owner and signal.owner.startswith(PERSON):
        yield signal.owner.removeprefix(PERSON)
    if not isinstance(signal, SentryAlert):
        yield from _named(signal.alert)
        return
    for group in signal.filters:
        for condition in group.conditions:
            yield from _assignee(condition)
        for action in group.actions:
            if action.options.get("target_type") == "user" and action.target:
                yield action.target


def _owners(project: SentryProject) -> Iterator[str]:
    rules = project.ownership.rules if project.ownership else ()
    owners = (owner for rule in rules for owner in rule.owners)
    return (owner.removeprefix(PERSON) for owner in owners if owner.startswith(PERSON))


def _assignee(condition: SentryCondition) -> Iterator[str]:
    if condition.properties.get("targetType") == ASSIGNEES["member"]:
        yield condition.properties["targetIdentifier"]
