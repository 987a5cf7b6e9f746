"""The shared component of Sentry's teams, projects, client keys and the link to PagerDuty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pulumi
import pulumiverse_sentry as sentry

from components.sentry.integrations import Integrations, link_integrations
from components.sentry.ownership import Owners, declare_ownership

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from components.sentry.integrations import PagingKey
    from setpoint.catalog.model import SentryProject, SentrySettings, SentryTeam, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryOrganizationArgs:
    """What there is in the organization.

    Attributes:
        paging_keys: By the catalog's id of a PagerDuty service, those that Sentry pages.
        emails: Address by id of the people who are members.
        protected: Whether projects, which have their issues, can't be deleted.
    """

    settings: SentrySettings
    paging_keys: Mapping[str, PagingKey]
    teams: Sequence[SentryTeam]
    projects: Sequence[SentryProject]
    emails: Mapping[str, Text]
    protected: bool


class SentryOrganization(pulumi.ComponentResource):
    """Teams, projects, keys and integrations; a project marked as existing is left alone.

    Attributes:
        slug: The organization's.
        team_ids: Sentry's number of a team by team id.
        project_slugs: By project id; to name one by it is to depend on it.
        dsns: `project/key` to the DSN that an application sends its events to.
    """

    TYPE: ClassVar[str] = "setpoint:sentry:Organization"

    slug: str
    team_ids: Mapping[str, pulumi.Output[str]]
    project_slugs: Mapping[str, pulumi.Output[str]]
    integrations: Integrations
    dsns: Mapping[str, pulumi.Output[str]]

    def __init__(
        self,
        name: str,
        args: SentryOrganizationArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        self.slug = args.settings.organization
        teams = {team.id: self._declare_team(team) for team in args.teams}
        self.team_ids = {key: team.internal_id for key, team in teams.items()}
        self.project_slugs = {
            project.id: self._declare_project(project, teams, args) for project in args.projects
        }
        self.integrations = link_integrations(args.settings, args.paging_keys, self)
        self.dsns = {
            f"{project.id}/{key}": self._declare_key(project, key)
            for project in args.projects
            for key in project.keys
        }
        owners = Owners(
            parent=self,
            organization=self.slug,
            team_slugs={key: team.slug for key, team in teams.items()},
            emails=args.emails,
        )
        for project in args.projects:
            if project.ownership:
                slug = self.project_slugs[project.id]
                declare_ownership(project, project.ownership, slug, owners)
        self.register_outputs({})

    def _declare_team(self, team: SentryTeam) -> sentry.SentryTeam:
        return sentry.SentryTeam(
            team.id,
            organization=self.slug,
            slug=team.slug,
            name=team.name,
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _declare_project(
        self,
        project: SentryProject,
        teams: Mapping[str, sentry.SentryTeam],
        args: SentryOrganizationArgs,
    ) -> pulumi.Output[str]:
        """Declare the project, or take an existing one by its slug.

        The platform is left to Sentry: the published provider checks it against pages of
        docs.sentry.io that have moved, so that a valid platform fails the whole run.
        """
        if project.existing:
            return pulumi.Output.from_input(project.slug)
        resource = sentry.SentryProject(
            project.id,
            organization=self.slug,
            slug=project.slug,
            name=project.name,
            teams=[teams[team].slug for team in project.teams],
            opts=pulumi.ResourceOptions(parent=self, protect=args.protected),
        )
        slug: pulumi.Output[str] = resource.slug
        return slug

    def _declare_key(self, project: SentryProject, name: str) -> pulumi.Output[str]:
        key = sentry.SentryKey(
            f"{project.id}/{name}",
            organization=self.slug,
            project=self.project_slugs[project.id],
            name=name,
            opts=pulumi.ResourceOptions(parent=self),
        )
        dsn: pulumi.Output[str] = key.dsn_public
        return dsn
