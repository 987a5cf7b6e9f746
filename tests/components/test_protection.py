"""What a vendor deletes together with its history can't be deleted, and nothing else is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pulumi.runtime.mocks import MockMonitor

from components.settings import default_settings
from setpoint.automation.plan import render_plan
from tests.review.changes_of_signals import RULE_ABOVE
from tests.review.conftest import alert, cpu, project, sides, write

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.catalog.model import Catalog

HISTORY = {
    "aws:amp/workspace:Workspace",
    "pagerduty:index/schedule:Schedule",
    "pagerduty:index/service:Service",
    "sentry:index/sentryProject:SentryProject",
}


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the engine is asked to register."""
    found: list[Any] = []
    register = MockMonitor.RegisterResource

    def keep(self: MockMonitor, request: Any) -> Any:
        found.append(request)
        return register(self, request)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(MockMonitor, "RegisterResource", keep)
    return found


def catalog(folder: Path) -> Catalog:
    config = project({"cpu": alert(cpu()), "load": alert(RULE_ABOVE)})
    return sides(write(folder, config, {"prod": {}}))["prod"].catalog


def test_what_holds_history_is_protected(tmp_path: Path, registered: list[Any]) -> None:
    render_plan(catalog(tmp_path))

    assert {each.type for each in registered if each.protect} == HISTORY
    assert all(each.protect for each in registered if each.type in HISTORY)


def test_nothing_is_protected_in_the_sandbox(tmp_path: Path, registered: list[Any]) -> None:
    found = catalog(tmp_path)

    render_plan(found, replace(default_settings(found), protected=False))

    assert registered
    assert not any(each.protect for each in registered)
