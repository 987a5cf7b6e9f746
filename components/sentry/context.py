"""What monitors and alerts of Sentry have in common when they are declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi

from components.plaintext import plaintext
from components.sentry.resources import get_member, get_team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from components.sentry.integrations import Integrations
    from setpoint.catalog.model import Text

_PERSON = "user:"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryContext:
    """What a monitor or an alert needs besides its own definition.

    Attributes:
        organization: Slug.
        project_slugs: By project id.
        team_ids: Sentry's number of a team by team id.
        emails: Address by person's id, which is how Sentry knows its members.
        slack_channels: Channel id by name with `#`.
    """

    parent: pulumi.Resource
    organization: str
    project_slugs: Mapping[str, pulumi.Output[str]]
    team_ids: Mapping[str, pulumi.Output[str]]
    emails: Mapping[str, Text]
    slack_channels: Mapping[str, str]
    integrations: Integrations

    def owner(self, owner: str | None) -> pulumi.Output[str] | None:
        """Return who a monitor's issues are assigned to, as `team:ID` or `user:ID`."""
        if owner is None:
            return None
        if owner.startswith(_PERSON):
            return pulumi.Output.concat(_PERSON, self.user_id(owner.removeprefix(_PERSON)))
        return pulumi.Output.concat("team:", self.team_id(owner))

    def team_id(self, team: str) -> pulumi.Output[str]:
        """Return Sentry's id of a team of the config; one not made here is found by its slug."""
        if team in self.team_ids:
            return self.team_ids[team]
        options = pulumi.InvokeOptions(parent=self.parent)
        found = get_team(organization=self.organization, slug=team, opts=options)
        return found.apply(lambda one: one.id)

    def user_id(self, person: str) -> pulumi.Output[str]:
        """Return Sentry's id of a person of the config, who must be a member."""
        options = pulumi.InvokeOptions(parent=self.parent)
        email = plaintext(self.emails[person])
        member = get_member(organization=self.organization, email=email, opts=options)
        return member.apply(lambda found: found.user_id)
