"""Sentry: the organization, and its projects with their keys and ownership rules."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from setpoint.review.effect import PAGING_STAYS
from setpoint.review.parts.part import Facts, Part, sections_of, stated
from setpoint.review.sentry_actions import actions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import SentryProject
    from setpoint.review.parts.dependants import Dependence
    from setpoint.review.parts.part import Sentence
    from setpoint.review.side import Side

_PROJECTS: Final = ("sentry", "projects")
_KEPT: Final = "what is kept of Sentry's project"


def parts(side: Side, dependence: Dependence) -> Iterator[Part]:
    """Yield the organization, then each project."""
    settings, section = side.catalog.sentry, side.loaded.config.sentry
    if settings is None or section is None:
        return
    used = {name: settings.integrations.get(name) for name in _used(side)}
    yield Part(
        path=("sentry",),
        facts={**stated(settings), "integrations": used},
        sections=sections_of(("sentry",), section, without=("projects",)),
        words=_organization_words,
    )
    for key, project in side.catalog.sentry_projects.items():
        path = (*_PROJECTS, key)
        yield Part(
            path=path,
            facts=_project(project),
            made=not project.existing or bool(project.keys or project.ownership),
            sections=sections_of(path, section.projects[key], without=("platform",)),
            alerts=partial(dependence.on, "project", key),
            words=_words,
            thing=_KEPT if project.existing else "Sentry's project",
        )


def _used(side: Side) -> set[str]:
    """Return the kinds of integrations that are looked up by the name in the settings."""
    signals = (alert.signal for alert in side.catalog.alerts.values())
    services = side.catalog.pagerduty_services.values()
    linked = any("sentry" in service.integrations for service in services)
    return ({"pagerduty"} if linked else set()) | {
        action.type for signal in signals for action in actions(signal) if not action.integration
    }


def _project(project: SentryProject) -> Facts:
    """Return what Sentry gets to know: not the platform, which is left to it."""
    if project.existing:
        return {name: getattr(project, name) for name in ("existing", "slug", "keys", "ownership")}
    return stated(project, without=("platform",))


def _words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    (_, before), (_, after) = old, new
    if before["existing"] is not after["existing"]:
        became = "is only looked up" if after["existing"] else "is made and kept as the config says"
        yield ("existing",), f"the project {after['slug']} {became} from now on"
    yield ("slug",), f"its alerts are those of Sentry's project {after['slug']}"
    assigned = f"Sentry takes others for an issue's owners; {PAGING_STAYS}"
    yield from (((key,), assigned) for key in ("ownership", "auto_assignment", "fallthrough"))


def _organization_words(_: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield where things are made, and by way of what Sentry tells somebody."""
    organization = new[1]["organization"]
    yield ("organization",), f"all of it is made in Sentry's organization {organization}"
    yield ("integrations",), "Sentry tells people by way of another integration of its own"
    yield ("api",), "alerts are made anew by another of Sentry's interfaces"
