"""Ownership rules of projects: teams by their slugs, people by their addresses as members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi

from components.plaintext import plaintext
from components.sentry.resources import OwnershipRule, ProjectOwnership, get_member, get_team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import SentryOwnership, SentryProject, Text

_PERSON = "user:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """How Sentry knows owners.

    Attributes:
        team_slugs: By id, of teams made here; any other team's id is its slug.
        emails: Address by person's id.
    """

    parent: pulumi.Resource
    organization: str
    team_slugs: Mapping[str, pulumi.Output[str]]
    emails: Mapping[str, Text]

    def written(self, owner: str) -> pulumi.Output[str]:
        """Return an owner as a rule has it; one that Sentry doesn't know fails the preview."""
        options = pulumi.InvokeOptions(parent=self.parent)
        if owner.startswith(_PERSON):
            email = plaintext(self.emails[owner.removeprefix(_PERSON)])
            member = get_member(organization=self.organization, email=email, opts=options)
            return pulumi.Output.all(email, member).apply(lambda known: str(known[0]))
        if owner in self.team_slugs:
            return pulumi.Output.concat("#", self.team_slugs[owner])
        team = get_team(organization=self.organization, slug=owner, opts=options)
        return team.apply(lambda found: f"#{found.slug}")


def declare_ownership(
    project: SentryProject,
    ownership: SentryOwnership,
    slug: pulumi.Output[str],
    owners: Owners,
) -> None:
    """Declare a project's rules; `slug` is the project's."""
    ProjectOwnership(
        project.id,
        organization=owners.organization,
        project=slug,
        rules=[
            OwnershipRule(
                type=rule.type,
                pattern=rule.pattern,
                owners=[owners.written(owner) for owner in rule.owners],
            )
            for rule in ownership.rules
        ],
        auto_assignment=ownership.auto_assignment,
        fallthrough=ownership.fallthrough,
        opts=pulumi.ResourceOptions(parent=owners.parent),
    )
