"""People, teams, schedules and escalations, as far as PagerDuty, Sentry or a text has them.

Nothing of it is provisioned where no service pages anybody; names of people and teams still
stand in what alarms say of their owners.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from setpoint.catalog.destinations import SENTRY_KINDS
from setpoint.review.parts import escalation_words, people_words, schedule_words
from setpoint.review.parts.part import Part, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Catalog
    from setpoint.config.path import Path
    from setpoint.review.parts.dependants import Dependence
    from setpoint.review.side import Side


def parts(side: Side, dependence: Dependence) -> Iterator[Part]:
    """Yield them in the order of the config's sections."""
    yield from _people(side, dependence)
    yield from _teams(side)
    if side.catalog.pagerduty_services:
        yield from _schedules(side, dependence)
        yield from _escalations(side, dependence)


def _people(side: Side, dependence: Dependence) -> Iterator[Part]:
    catalog, owners = side.catalog, _owners(side)
    users = catalog.people if catalog.pagerduty_services else {}
    made = catalog.pagerduty_users == "create"
    for key, section in side.loaded.config.people.items():
        facts: dict[str, Any] = {"id": key}
        if key in owners:
            facts["name"] = section.name
        if key in users:
            facts |= stated(users[key]) if made else {"email": section.email}
        if key in catalog.sentry_members:
            facts["email"] = section.email
        yield Part(
            path=("people", key),
            facts=facts,
            made=made and key in users,
            sections=(("people", key),),
            alerts=partial(dependence.on, "person", key),
            words=people_words.words,
            thing="PagerDuty's user",
        )


def _teams(side: Side) -> Iterator[Part]:
    catalog, owners = side.catalog, _owners(side)
    for key, section in side.loaded.config.teams.items():
        facts: dict[str, Any] = {"id": key}
        if key in owners or key in catalog.sentry_teams:
            facts["name"] = section.name
        if catalog.pagerduty_services:
            facts |= stated(catalog.teams[key], without=("slack",))
        yield Part(
            path=("teams", key),
            facts=facts,
            made=bool(catalog.pagerduty_services) or key in catalog.sentry_teams,
            sections=(("teams", key),),
            words=people_words.team_words,
            thing=_team_at(catalog, key),
        )


def _team_at(catalog: Catalog, team: str) -> str:
    """Return which vendors have a team of their own."""
    vendors = ["PagerDuty's"] if catalog.pagerduty_services else []
    vendors += ["Sentry's"] if team in catalog.sentry_teams else []
    return f"{' and '.join(vendors)} team"


def _owners(side: Side) -> frozenset[str]:
    """Return the teams and people whose names stand in what alarms say; Sentry says none."""
    alerts = side.catalog.alerts.values()
    return frozenset(alert.owner for alert in alerts if alert.kind not in SENTRY_KINDS)


def _schedules(side: Side, dependence: Dependence) -> Iterator[Part]:
    for key, schedule in side.catalog.schedules.items():
        yield Part(
            path=("schedules", key),
            facts=stated(schedule, without=("named",)),
            sections=(("schedules", key),),
            alerts=partial(dependence.on, "schedule", key),
            words=schedule_words.words,
            otherwise="who is on call when may be another",
            thing="PagerDuty's schedule",
        )


def _escalations(side: Side, dependence: Dependence) -> Iterator[Part]:
    for key, escalation in side.catalog.escalations.items():
        yield Part(
            path=("escalations", key),
            facts=stated(escalation),
            sections=(("escalations", key), *_groups(side, key)),
            alerts=partial(dependence.on, "escalation", key),
            words=escalation_words.words,
            otherwise="whom it pages when may be another",
            thing="PagerDuty's escalation policy",
        )


def _groups(side: Side, escalation: str) -> Iterator[Path]:
    """Yield where the people of an escalation's groups stand; the catalog has them as people."""
    for rule in side.loaded.config.escalations[escalation].rules:
        for target in rule.notify:
            if target.group is not None:
                yield ("groups", target.group, "people")
