"""Sentry's organization, projects and teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryProject, SentrySettings, SentryTeam
from setpoint.catalog.sentry_owners import build_ownership, owning_teams

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.context import Context
    from setpoint.config import model as config


def build_settings(context: Context) -> SentrySettings | None:
    """Return the organization, None where the config has no Sentry."""
    sentry = context.config.sentry
    if sentry is None:
        return None
    return SentrySettings(
        organization=sentry.organization,
        api=sentry.api,
        integrations={provider: name for provider, name in sentry.integrations if name is not None},
    )


def project_of(project: str | None, service: config.Service) -> str:
    """Return the project of an alert, its own or its service's; the config has one of them."""
    return project or service.sentry_project or ""


def build_projects(context: Context) -> Mapping[str, SentryProject]:
    """Return the projects by id; one without a slug has its id, an existing one as it is."""
    sentry = context.config.sentry
    projects = sentry.projects if sentry else {}
    return {key: _project(key, project, context) for key, project in projects.items()}


def _project(key: str, project: config.SentryProject, context: Context) -> SentryProject:
    naming, ownership = context.naming, build_ownership(project, context)
    teams = dict.fromkeys(filter(None, (project.team, *owning_teams(ownership))))
    return SentryProject(
        id=key,
        slug=project.slug or (key if project.existing else naming.sentry_slug(key)),
        name=naming.sentry_project(project.name or key),
        platform=project.platform or "other",
        teams=() if project.existing else tuple(teams),
        existing=project.existing,
        keys=() if project.existing else project.keys,
        ownership=ownership,
    )


def build_teams(
    context: Context, projects: Mapping[str, SentryProject]
) -> Mapping[str, SentryTeam]:
    """Return the teams that see a project made here."""
    owning = {team for project in projects.values() for team in project.teams}
    return {
        key: SentryTeam(
            id=key,
            slug=context.naming.sentry_slug(key),
            name=context.naming.sentry_project(team.name),
        )
        for key, team in context.config.teams.items()
        if key in owning
    }
