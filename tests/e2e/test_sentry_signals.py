"""Every signal, trigger, condition and action of Sentry's, from a config to the sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.e2e.conftest import Project, project_of

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = Path(__file__).parent / "every_sentry_signal.yaml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Iterator[Project]:
    """The config in a project and a sandbox of its own."""
    del engine  # only that there is one
    files = {
        "alerts/every_sentry_signal.yaml": CONFIG.read_text("utf-8"),
        "Pulumi.prod.yaml": "config: {}\n",
        "Pulumi.staging.yaml": "config: { setpoint:config: { paging: false } }\n",
    }
    with project_of(tmp_path_factory.mktemp("sentry") / "acme", files) as project:
        yield project


def listed(project: Project, what: str) -> list[dict[str, Any]]:
    """What Sentry has."""
    url = f"{project.url('sentry')}/api/0/organizations/acme/{what}/"
    answer = httpx.get(url, headers={"Authorization": "Bearer any"}, params={"per_page": 100})
    found: list[dict[str, Any]] = answer.json()
    return found


@pytest.mark.parametrize("environment", ["staging", "prod"])
def test_everything_comes_up_and_stays_as_it_is(project: Project, environment: str) -> None:
    first = project.operate("up", environment)
    assert first["succeeded"], first["messages"]
    assert project.operate("up", environment)["changes"] == []
    assert project.operate("refresh", environment)["changes"] == []


def test_an_uptime_monitor_is_what_the_config_says(project: Project) -> None:
    (monitor,) = [one for one in listed(project, "detectors") if one["name"] == "[prod] shop/down"]
    assert monitor["type"] == "uptime_domain_failure"
    assert monitor["config"]["downtimeThreshold"] == 3
    query = monitor["dataSources"][0]["queryObj"]
    assert (query["intervalSeconds"], query["timeoutMs"], query["method"]) == (300, 2500, "POST")
    first, second = query["assertion"]["root"]["children"]
    assert first == {"op": "status_code_check", "operator": {"cmp": "less_than"}, "value": 300}
    assert [one["op"] for one in second["children"]] == ["json_path", "not"]


def test_a_cron_monitor_is_what_the_config_says(project: Project) -> None:
    (monitor,) = [one for one in listed(project, "detectors") if one["name"] == "shop-export"]
    config = monitor["dataSources"][0]["queryObj"]["config"]
    assert config["schedule"] == "*/15 9-17 * jan,feb mon-fri"
    assert (config["checkin_margin"], config["max_runtime"]) == (10, 120)
    assert config["timezone"] == "Europe/Berlin"


def test_what_feeds_an_alert(project: Project) -> None:
    names = {one["id"]: one["name"] for one in listed(project, "detectors")}
    alerts = {one["name"]: one for one in listed(project, "workflows")}
    fed_by = [names[each] for each in alerts["[prod] shop/down"]["detectorIds"]]
    assert fed_by == ["[prod] shop/down"]
    several = [names[each] for each in alerts["[prod] shop/every-condition"]["detectorIds"]]
    assert {"[prod] shop/errors", "[prod] shop/down", "shop-export"} < set(several)
    assert len(several) == 5


def test_ownership_is_what_the_config_says(project: Project) -> None:
    url = f"{project.url('sentry')}/api/0/projects/acme/shop/ownership/"
    found = httpx.get(url, headers={"Authorization": "Bearer any"}).json()
    assert found["raw"].splitlines() == [
        "path:src/* #core",
        'tags.component:"web socket" #ops ana@example.com',
    ]
    assert (found["autoAssignment"], found["fallthrough"]) == (
        "Auto Assign to Suspect Commits",
        False,
    )


def test_a_monitor_pages_where_its_severity_says_so_and_paging_is_on(project: Project) -> None:
    alerts = {one["name"]: one for one in listed(project, "workflows")}
    done = {
        name: {action["type"] for group in alert["actionFilters"] for action in group["actions"]}
        for name, alert in alerts.items()
    }
    assert done["[prod] shop/down"] == {"pagerduty", "slack", "webhook"}
    assert done["[staging] shop/down"] == {"slack", "webhook"}
    assert done["Log lines tell somebody"] == {"email"}
    assert "[prod] shop/sweep" not in done


def test_nothing_stays_behind(project: Project) -> None:
    for environment in ("prod", "staging"):
        outcome = project.json("destroy", "--env", environment, "--sandbox", "--yes")
        assert outcome["succeeded"], outcome["messages"]
    assert listed(project, "workflows") == []
    assert listed(project, "detectors") == []
