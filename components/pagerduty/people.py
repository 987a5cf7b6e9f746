"""The shared component of PagerDuty's users and teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import pulumi
import pulumi_pagerduty as pagerduty

from components.identity import named
from components.pagerduty.user import declare_user, find_user

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from setpoint.catalog.model import Person, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleArgs:
    """Who there is.

    Attributes:
        users: `create` makes users, `lookup` finds them by e-mail and leaves them alone.
    """

    people: Sequence[Person]
    teams: Sequence[Team]
    users: Literal["create", "lookup"]


class People(pulumi.ComponentResource):
    """Users, teams and who is in which.

    Attributes:
        user_ids: By person's id.
        team_ids: By team's id.
        memberships: By team's id. PagerDuty removes nobody from a team whose escalation
            policies name them, so such a policy must depend on these.
    """

    TYPE: ClassVar[str] = "setpoint:pagerduty:People"

    user_ids: Mapping[str, pulumi.Output[str]]
    team_ids: Mapping[str, pulumi.Output[str]]
    memberships: Mapping[str, Sequence[pulumi.Resource]]

    def __init__(
        self, name: str, args: PeopleArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        self.user_ids = {
            person.id: declare_user(person, self) if args.users == "create" else find_user(person)
            for person in args.people
        }
        teams = {team.id: self._declare_team(team) for team in args.teams}
        self.team_ids = {key: team.id for key, team in teams.items()}
        self.memberships = {
            team.id: self._declare_memberships(team, teams[team.id]) for team in args.teams
        }
        self.register_outputs({})

    def _declare_team(self, team: Team) -> pagerduty.Team:
        return pagerduty.Team(
            team.id,
            name=team.name,
            description=team.description,
            opts=named(self),
        )

    def _declare_memberships(self, team: Team, resource: pagerduty.Team) -> list[pulumi.Resource]:
        members = dict.fromkeys(team.people, "responder")
        if team.manager:
            members[team.manager] = "manager"
        return [
            pagerduty.TeamMembership(
                f"{team.id}/{person}",
                team_id=resource.id,
                user_id=self.user_ids[person],
                role=role,
                opts=named(self),
            )
            for person, role in members.items()
        ]
