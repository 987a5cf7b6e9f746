"""What people set up in Sentry by hand before the first up, as far as a catalog tells.

The sandbox's Sentry is given it, so that everything that alerts look up is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.sentry.preparing import Organization, Row
from setpoint.catalog.model import SentrySignal
from setpoint.catalog.sentry_owners import PERSON, owning_teams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Catalog, SentryAction, SentrySettings

# Stands for an encrypted address, which the sandbox can't read.
PLACEHOLDER_EMAIL = "secret@sandbox.invalid"
# The option that names a row of an integration's table.
_ROWS = {"opsgenie": "team_id", "pagerduty": "service_id"}


def sentry_account(catalog: Catalog, settings: SentrySettings) -> Organization:
    """Return the organization that the catalog's alerts expect."""
    actions = list(_actions(catalog))
    named = [*settings.integrations.items()]
    named += [(each.type, each.integration) for each in actions if each.integration]
    return Organization(
        slug=settings.organization,
        integrations=tuple(dict.fromkeys(named)),
        rows=tuple(dict.fromkeys(_rows(settings, actions))),
        apps=tuple({str(each.target): None for each in actions if each.type == "sentry_app"}),
        teams=tuple(dict.fromkeys(_teams(catalog, actions))),
        members=tuple(_members(catalog)),
        api="rules" if settings.api == "rules" else "workflows",
    )


def _signals(catalog: Catalog) -> Iterator[SentrySignal]:
    for alert in catalog.alerts.values():
        if isinstance(alert.signal, SentrySignal):
            yield alert.signal


def _actions(catalog: Catalog) -> Iterator[SentryAction]:
    for signal in _signals(catalog):
        for group in signal.workflow.filters:
            yield from group.actions


def _rows(settings: SentrySettings, actions: list[SentryAction]) -> Iterator[Row]:
    for action in actions:
        option = _ROWS.get(action.type, "")
        if option in action.options:
            name = action.integration or settings.integrations[action.type]
            yield Row(action.type, name, action.options[option], str(action.target))


def _teams(catalog: Catalog, actions: list[SentryAction]) -> Iterator[str]:
    """Yield the teams that are looked up, since none of the catalog's projects is theirs."""
    named = [str(each.target) for each in actions if each.options.get("target_type") == "team"]
    owners = (signal.owner for signal in _signals(catalog) if signal.owner)
    named += [owner for owner in owners if not owner.startswith(PERSON)]
    for project in catalog.sentry_projects.values():
        named += owning_teams(project.ownership)
    yield from (team for team in named if team not in catalog.sentry_teams)


def _members(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield names and addresses; people on call are members, too."""
    people = {key: (person.name, person.email) for key, person in catalog.people.items()}
    found = people | {key: (key, email) for key, email in catalog.sentry_members.items()}
    for key, (name, email) in found.items():
        shown = people.get(key, (name, email))[0]
        yield shown, email if isinstance(email, str) else PLACEHOLDER_EMAIL
