"""People and teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import Person, Team
from setpoint.vendors.time_zones import sent_time_zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Escalation, Schedule
    from setpoint.config import model as config


def build_teams(context: Context) -> Mapping[str, Team]:
    """Return every team under its name in PagerDuty."""
    return {key: _team(key, team, context) for key, team in context.config.teams.items()}


def _team(key: str, team: config.Team, context: Context) -> Team:
    return Team(
        id=key,
        name=context.naming.pagerduty(team.name),
        description=team.description or f"{team.name} of {context.config.organization}",
        people=team.people,
        manager=team.manager,
        slack=team.slack,
    )


def build_people(
    context: Context,
    teams: Mapping[str, Team],
    schedules: Mapping[str, Schedule],
    escalations: Mapping[str, Escalation],
) -> Mapping[str, Person]:
    """Return those people that a team, schedule or escalation names, in the config's order."""
    needed = {person for team in teams.values() for person in (*team.people, team.manager)}
    for schedule in schedules.values():
        needed.update(schedule.people)
    for escalation in escalations.values():
        targets = (target for rule in escalation.rules for target in rule.targets)
        needed.update(target.id for target in targets if target.kind == "person")
    people = context.config.people.items()
    return {key: _person(key, person) for key, person in people if key in needed}


def _person(key: str, person: config.Person) -> Person:
    return Person(
        id=key,
        name=person.name,
        email=person.email,
        phone=person.phone,
        time_zone=sent_time_zone(person.time_zone),
        role=person.role,
    )
