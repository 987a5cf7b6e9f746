"""Sentry's section and the signals that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.sentry_signals import sentry_signals
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.model import SentryProject
    from setpoint.config.validation import Draft


def check(draft: Draft) -> Iterator[Mistake]:
    """Projects to be made without what that takes; Sentry alerts without a project."""
    if draft.config.sentry is not None:
        yield from _projects(draft.config.sentry.projects)
    for path, signal in sentry_signals(draft):
        if draft.data.get("sentry") is None:
            yield Mistake(
                path, "needs `sentry` with the organization and its projects", on_key=True
            )
            continue
        service = draft.config.services.get(str(path[1]))
        if signal.project is None and service is not None and service.sentry_project is None:
            yield Mistake(
                (*path, "project"),
                f"is missing, and services.{path[1]} has no sentry_project",
                incomplete=True,
            )


def _projects(projects: Mapping[str, SentryProject]) -> Iterator[Mistake]:
    """A project without a team, and two projects that are one."""
    owners = {name: name for name, project in projects.items() if project.slug is None}
    for name, project in projects.items():
        if project.team is None and not project.existing:
            yield Mistake(
                ("sentry", "projects", name),
                "has no team; name the one that owns it, or say `existing: true`",
                on_key=True,
                incomplete=True,
            )
        if project.slug and (first := owners.setdefault(project.slug, name)) != name:
            message = f"sentry.projects.{first} has the slug {project.slug!r} already"
            yield Mistake(("sentry", "projects", name, "slug"), message, project.slug)
