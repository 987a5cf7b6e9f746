"""The shared component of Sentry's teams, projects and client keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pulumi
import pulumiverse_sentry as sentry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from setpoint.catalog.model import SentryProject, SentryTeam


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryOrganizationArgs:
    """What there is in the organization.

    Attributes:
        organization: Slug.
    """

    organization: str
    teams: Sequence[SentryTeam]
    projects: Sequence[SentryProject]


class SentryOrganization(pulumi.ComponentResource):
    """Teams, projects and keys; a project marked as existing is left alone.

    Attributes:
        team_slugs, project_slugs: By id; to name one by them is to depend on it.
        dsns: `project/key` to the DSN that an application sends its events to.
    """

    TYPE: ClassVar[str] = "setpoint:sentry:Organization"

    team_slugs: Mapping[str, pulumi.Output[str]]
    project_slugs: Mapping[str, pulumi.Output[str]]
    dsns: Mapping[str, pulumi.Output[str]]

    def __init__(
        self,
        name: str,
        args: SentryOrganizationArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        self._organization = args.organization
        self.team_slugs = {team.id: self._declare_team(team) for team in args.teams}
        self.project_slugs = {
            project.id: self._declare_project(project) for project in args.projects
        }
        self.dsns = {
            f"{project.id}/{key}": self._declare_key(project, key)
            for project in args.projects
            for key in project.keys
        }
        self.register_outputs({})

    def _declare_team(self, team: SentryTeam) -> pulumi.Output[str]:
        resource = sentry.SentryTeam(
            team.id,
            organization=self._organization,
            slug=team.slug,
            name=team.name,
            opts=pulumi.ResourceOptions(parent=self),
        )
        slug: pulumi.Output[str] = resource.slug
        return slug

    def _declare_project(self, project: SentryProject) -> pulumi.Output[str]:
        """Declare the project, or take an existing one by its slug.

        The platform is left to Sentry: the published provider checks it against pages of
        docs.sentry.io that have moved, so that a valid platform fails the whole run.
        """
        if project.existing:
            return pulumi.Output.from_input(project.slug)
        resource = sentry.SentryProject(
            project.id,
            organization=self._organization,
            slug=project.slug,
            name=project.name,
            teams=[self.team_slugs[team] for team in project.teams],
            opts=pulumi.ResourceOptions(parent=self),
        )
        slug: pulumi.Output[str] = resource.slug
        return slug

    def _declare_key(self, project: SentryProject, name: str) -> pulumi.Output[str]:
        key = sentry.SentryKey(
            f"{project.id}/{name}",
            organization=self._organization,
            project=self.project_slugs[project.id],
            name=name,
            opts=pulumi.ResourceOptions(parent=self),
        )
        dsn: pulumi.Output[str] = key.dsn_public
        return dsn
