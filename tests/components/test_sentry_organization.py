"""Sentry's teams, projects and keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog.model import SentryOwnership, SentryOwnershipRule
from tests.components import samples

if TYPE_CHECKING:
    from tests.components.conftest import Render


def test_a_project_belongs_to_its_team_and_has_its_keys(render: Render) -> None:
    plan = render(samples.catalog(**samples.SENTRY))

    assert plan.inputs("SentryTeam", "platform") == {
        "organization": "acme",
        "slug": "platform",
        "name": "Platform",
    }
    assert plan.inputs("SentryProject", "backend") == {
        "organization": "acme",
        "slug": "acme-backend",
        "name": "Backend",
        "teams": ["platform"],
    }
    assert plan.inputs("SentryKey", "backend/relay") == {
        "organization": "acme",
        "project": "acme-backend",
        "name": "relay",
    }


def test_an_existing_project_is_left_alone(render: Render) -> None:
    project = replace(samples.SENTRY["sentry_projects"]["backend"], existing=True, keys=("relay",))

    plan = render(samples.catalog(**{**samples.SENTRY, "sentry_projects": {"backend": project}}))

    assert not plan.of("SentryProject")
    assert plan.inputs("SentryKey", "backend/relay")["project"] == "acme-backend"


OWNERSHIP = SentryOwnership(
    rules=(
        SentryOwnershipRule(type="path", pattern="src/*", owners=("platform", "user:ana")),
        SentryOwnershipRule(type="tags.part", pattern="web", owners=("strangers",)),
    ),
    auto_assignment="Turn off Auto-Assignment",
    fallthrough=False,
)


def test_a_project_s_ownership_names_teams_and_members_as_sentry_does(render: Render) -> None:
    project = replace(samples.SENTRY["sentry_projects"]["backend"], ownership=OWNERSHIP)
    members = {"ana": "ana@example.com"}

    sentry = {
        **samples.SENTRY,
        "sentry_projects": {"backend": project},
        "sentry_members": members,
    }
    plan = render(samples.catalog(**sentry))

    assert plan.inputs("ProjectOwnership", "backend") == {
        "organization": "acme",
        "project": "acme-backend",
        "rules": [
            {"type": "path", "pattern": "src/*", "owners": ["#platform", "ana@example.com"]},
            {"type": "tags.part", "pattern": "web", "owners": ["#${getTeam acme strangers}"]},
        ],
        "autoAssignment": "Turn off Auto-Assignment",
        "fallthrough": False,
    }


def test_without_sentry_there_is_nothing_of_it(render: Render) -> None:
    plan = render(samples.catalog())

    assert not [one for one in plan.resources if "sentry" in one.type.lower()]
