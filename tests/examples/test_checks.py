"""`setpoint check` and `setpoint lint` have nothing to say about any organization."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.catalog import load_catalog
from setpoint.cli import main
from tests.organizations import ORGANIZATIONS

if TYPE_CHECKING:
    from tests.organizations import Organization

EVERY = pytest.mark.parametrize(
    "organization", ORGANIZATIONS, ids=[one.name for one in ORGANIZATIONS]
)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command on an organization; returns its exit code and standard output."""

    def run(organization: Organization, *arguments: str) -> tuple[int, str]:
        words = ["setpoint", "--project", str(organization.root), *arguments]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as done:
            main()
        code = done.value.code
        return (code if isinstance(code, int) else 0), capsys.readouterr().out

    return run


@EVERY
def test_check_finds_no_error(organization: Organization, command: Any) -> None:
    code, output = command(organization, "check", "--json")
    assert code == 0, output
    found = json.loads(output)["environments"]
    assert set(found) == set(organization.environments)
    assert all(environment["alerts"] for environment in found.values())


@EVERY
def test_lint_finds_no_error(organization: Organization, command: Any) -> None:
    code, output = command(organization, "lint", "--severity", "error", "--fail-on", "error")
    assert code == 0, output


@EVERY
def test_staging_and_prod_are_there(organization: Organization) -> None:
    assert {"staging", "prod"} <= set(organization.environments)


@EVERY
def test_each_page_has_a_rule_that_no_other_page_meets(organization: Organization) -> None:
    for environment in organization.environments:
        for service in load_catalog(organization.root, environment).pagerduty_services.values():
            met = [(name, each.only_sent) for each in service.overrides for name in each.match]
            assert len(met) == len(set(met)), (environment, service.id)
