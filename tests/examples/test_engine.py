"""Every example in every environment on the real engine: up, nothing to do, nothing left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.automation.plan import render_plan
from setpoint.catalog import load_catalog
from tests.e2e.conftest import Project
from tests.examples.accounts import Accounts, standing
from tests.examples.contracts import pagerduty_faults, sentry_faults
from tests.organizations import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.organizations import Organization

SENTRY_TEAM = "sentry:index/sentryTeam:SentryTeam"


class Provisioned:
    """An example whose environments stand in a sandbox of its own."""

    def __init__(self, organization: Organization, sandbox: Path) -> None:
        """Start the accounts and provision every environment."""
        self.organization = organization
        self.project = Project(organization.root, sandbox=sandbox)
        catalogs = [load_catalog(organization.root, env) for env in organization.environments]
        sentry = [catalog.sentry.organization for catalog in catalogs if catalog.sentry]
        planned = [one for catalog in catalogs for one in render_plan(catalog)]
        self.types = {one.type for one in planned}
        self.teams = {one.inputs["slug"] for one in planned if one.type == SENTRY_TEAM}
        accounts = self.project.json("sandbox", "start")["accounts"]
        self.accounts = Accounts(
            {name: account["url"] for name, account in accounts.items()},
            catalogs[0].region,
            sentry[0] if sentry else "",
        )
        self.outcomes = self.operate("up")

    def operate(self, operation: str) -> dict[str, Any]:
        """Run an operation in each environment and return the outcomes."""
        return {env: self.project.operate(operation, env) for env in self.organization.environments}

    def standing(self) -> dict[str, list[str]]:
        """Return what stands in the accounts, less the Sentry teams that people set up there."""
        found = standing(self.accounts, self.types)
        if self.teams:
            found[SENTRY_TEAM] = [slug for slug in found[SENTRY_TEAM] if slug in self.teams]
        return found


@pytest.fixture(scope="module", params=EXAMPLES, ids=[one.name for one in EXAMPLES])
def example(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, engine: Path
) -> Iterator[Provisioned]:
    """An example, where its own folder lies; only the sandbox's files are elsewhere."""
    del engine  # only that there is one
    organization: Organization = request.param
    sandbox = tmp_path_factory.mktemp(organization.name) / "sandbox"
    try:
        yield Provisioned(organization, sandbox)
    finally:
        Project(organization.root, sandbox=sandbox).run("sandbox", "stop", code=None)


def test_up_creates_everything_that_the_plan_says(example: Provisioned) -> None:
    for environment, outcome in example.outcomes.items():
        assert outcome["succeeded"], outcome["messages"]
        planned = render_plan(load_catalog(example.organization.root, environment))
        made = {(step["type"], step["name"]) for step in outcome["changes"]}
        assert made == {(one.type, one.name) for one in planned}


def test_what_is_made_stands_in_the_accounts(example: Provisioned) -> None:
    assert [what for what, names in example.standing().items() if not names] == []


def test_every_request_follows_the_vendors_contracts(
    example: Provisioned, shared_dir: Path
) -> None:
    assert pagerduty_faults(shared_dir, example.project.requests("pagerduty")) == set()
    assert sentry_faults(shared_dir, example.project.requests("sentry")) == set()


def test_a_second_up_changes_nothing(example: Provisioned) -> None:
    for environment, outcome in example.operate("up").items():
        assert outcome["changes"] == [], environment
        assert set(outcome["counts"]) == {"same"}


def test_destroy_leaves_nothing_behind(example: Provisioned) -> None:
    for outcome in example.operate("destroy").values():
        assert outcome["succeeded"], outcome["messages"]
    assert example.project.json("sandbox", "status")["stacks"] == {}
    assert {what: names for what, names in example.standing().items() if names} == {}
