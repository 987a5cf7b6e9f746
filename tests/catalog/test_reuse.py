"""A catalog built with the help of an earlier one is the same as one built without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.catalog import build
from setpoint.config import find_project, load_all
from setpoint.config.load import Memory
from tests.review.conftest import alert, cpu, project, write

if TYPE_CHECKING:
    from pathlib import Path

OLD = project({"cpu": alert(cpu()), "same": alert(cpu(threshold="70%"))})


def raised() -> dict[str, Any]:
    return project({"cpu": alert(cpu(threshold="90%")), "same": alert(cpu(threshold="70%"))})


def rerouted() -> dict[str, Any]:
    config = project({"cpu": alert(cpu()), "same": alert(cpu(threshold="70%"))})
    config["severities"]["critical"]["slack"] = ["#alerts"]
    return config


def of_another_team() -> dict[str, Any]:
    config = project({"cpu": alert(cpu()), "same": alert(cpu(threshold="70%"))})
    config["services"]["shop"]["team"] = "other"
    return config


@pytest.mark.parametrize("new", [raised(), rerouted(), of_another_team()])
def test_it_is_the_same_as_without(new: dict[str, Any], tmp_path: Path) -> None:
    memory = Memory()
    old, now = (
        load_all(find_project(write(tmp_path / name, each, {"prod": {}})), memory)["prod"]
        for name, each in (("old", OLD), ("new", new))
    )
    helped = build(now, (old, build(old)))
    alone = build(now)

    for key, each in alone.alerts.items():
        for name in ("signal", "route", "condition", "owner", "tags", "severity"):
            assert getattr(helped.alerts[key], name) == getattr(each, name), name
        assert dict(helped.alerts[key].origins) == dict(each.origins)
    assert helped.topics == alone.topics
    assert helped.pagerduty_services == alone.pagerduty_services
