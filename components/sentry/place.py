"""Where monitors and alerts are declared: what they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi

if TYPE_CHECKING:
    from collections.abc import Mapping

    from components.sentry.integrations import Integrations
    from setpoint.catalog.model import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryPlace:
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

    def owner(self, team: str | None) -> pulumi.Output[str] | None:
        """Return a team as an owner, `team:ID`."""
        return pulumi.Output.concat("team:", self.team_ids[team]) if team else None
