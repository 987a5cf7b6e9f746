"""QuickSell's staging and prod on the real engine: up, nothing to do, one change, nothing left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from components.settings import default_settings
from sandbox.location import default_directory
from setpoint.automation.plan import render_plan
from setpoint.catalog import load_catalog
from tests.e2e.conftest import ENVIRONMENTS
from tests.e2e.state import differences, read_state
from tests.examples.contracts import pagerduty_faults, sentry_faults

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Project


@pytest.fixture(scope="module")
def provisioned(quicksell: Project) -> dict[str, Any]:
    """The outcome of the first `up` of each environment."""
    return {env: quicksell.operate("up", env) for env in ENVIRONMENTS}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_up_creates_everything_that_the_plan_says(
    quicksell: Project, provisioned: dict[str, Any], environment: str
) -> None:
    planned = render_plan(load_catalog(quicksell.root, environment))
    made = {
        (step["type"], step["name"])
        for step in provisioned[environment]["changes"]
        if step["op"] == "create"
    }
    assert provisioned[environment]["succeeded"]
    assert made == {(resource.type, resource.name) for resource in planned}


@pytest.mark.usefixtures("provisioned")
def test_every_request_follows_the_vendors_contracts(quicksell: Project, shared_dir: Path) -> None:
    assert pagerduty_faults(shared_dir, quicksell.requests("pagerduty")) == set()
    assert sentry_faults(shared_dir, quicksell.requests("sentry")) == set()


@pytest.mark.usefixtures("provisioned")
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_plan_is_what_the_engine_was_told(quicksell: Project, environment: str) -> None:
    (checkpoint,) = default_directory(quicksell.root).glob(f"stacks/**/{environment}.json")
    state = read_state(checkpoint)
    catalog = load_catalog(quicksell.root, environment)
    # The one thing that the sandbox changes: it takes events by plain HTTP.
    settings = replace(default_settings(catalog), events_url=quicksell.url("pagerduty"))
    planned = render_plan(catalog, settings)
    assert {(one.type, one.name) for one in planned} == set(state)
    assert list(differences(planned, state)) == []


@pytest.mark.usefixtures("provisioned")
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_second_up_changes_nothing(quicksell: Project, environment: str) -> None:
    outcome = quicksell.operate("up", environment)
    assert outcome["changes"] == []
    assert set(outcome["counts"]) == {"same"}


@pytest.mark.usefixtures("provisioned")
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_a_refresh_finds_no_drift(quicksell: Project, environment: str) -> None:
    assert quicksell.operate("refresh", environment)["changes"] == []


@pytest.mark.usefixtures("provisioned")
def test_staging_makes_nothing_in_pagerduty(quicksell: Project) -> None:
    names = [
        service["name"]
        for service in httpx.get(
            f"{quicksell.url('pagerduty')}/services",
            headers={"Authorization": "Token token=x"},
        ).json()["services"]
    ]
    assert names
    assert not [name for name in names if "staging" in name.lower()]


@pytest.mark.usefixtures("provisioned")
@pytest.mark.parametrize(
    ("line", "old", "new", "alarm"),
    [
        ("high-cpu: {{ cloudwatch: {{ threshold: {}% }} }}", 95, 93, "hosts/high-cpu"),
        (
            "ratio: {{ cloudwatch_math: {{ threshold: {}% }} }}\n                count",
            5,
            6,
            "api/error-rate/ratio",
        ),
    ],
    ids=["alarm", "child of a composite"],
)
def test_a_threshold_edited_for_staging_is_one_update_there_and_none_in_prod(
    quicksell: Project, line: str, old: int, new: int, alarm: str
) -> None:
    quicksell.edit("Pulumi.staging.yaml", line.format(old), line.format(new))
    assert quicksell.operate("preview", "prod")["changes"] == []
    (change,) = quicksell.operate("preview", "staging", code=1)["changes"]
    assert (change["op"], change["name"]) == ("update", alarm)
    assert {"path": "threshold", "old": old, "new": new} in change["properties"]
    assert quicksell.operate("up", "staging")["counts"]["update"] == 1
    assert quicksell.operate("preview", "staging")["changes"] == []


@pytest.mark.usefixtures("provisioned")
def test_a_composite_lets_go_of_a_child_before_the_child_is_deleted(quicksell: Project) -> None:
    """CloudWatch, here as there, deletes no alarm that a rule still names."""
    quicksell.edit(
        "Pulumi.staging.yaml", "count: { cloudwatch_math: { threshold: 50 } }", "count: null"
    )
    outcome = quicksell.operate("up", "staging")
    assert outcome["succeeded"], outcome["messages"]
    steps = [(change["op"], change["name"]) for change in outcome["changes"]]
    assert ("update", "api/error-rate") in steps
    assert [step for step in steps if step[0] == "delete"] == [("delete", "api/error-rate/count")]


@pytest.mark.usefixtures("provisioned")
def test_the_state_survives_a_restart_of_the_sandbox(quicksell: Project) -> None:
    quicksell.run("sandbox", "stop")
    assert quicksell.operate("refresh", "prod")["changes"] == []


@pytest.mark.usefixtures("provisioned")
def test_an_alarm_reaches_the_person_on_call_and_an_ok_resolves_it(quicksell: Project) -> None:
    cloudwatch = quicksell.aws("cloudwatch")
    name = "quicksell-prod-payments-stripe-errors"
    assert _incidents(quicksell) == []
    cloudwatch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="a test")
    (incident,) = _incidents(quicksell)
    assert name in incident["title"]
    assert incident["urgency"] == "high"
    (assignment,) = incident["assignments"]
    assert assignment["assignee"]["summary"].startswith("Engineer ")
    cloudwatch.set_alarm_state(AlarmName=name, StateValue="OK", StateReason="over")
    assert _incidents(quicksell) == []


@pytest.mark.usefixtures("provisioned")
def test_destroy_leaves_nothing_behind(quicksell: Project) -> None:
    for environment in ENVIRONMENTS:
        outcome = quicksell.operate("destroy", environment)
        assert outcome["succeeded"], outcome["messages"]
    cloudwatch = quicksell.aws("cloudwatch")
    alarms = cloudwatch.describe_alarms(AlarmTypes=["MetricAlarm", "CompositeAlarm"])
    assert alarms["MetricAlarms"] == alarms["CompositeAlarms"] == []
    assert cloudwatch.list_dashboards()["DashboardEntries"] == []
    assert quicksell.aws("sns").list_topics()["Topics"] == []
    for kind in ("services", "escalation_policies", "schedules", "teams"):
        assert _pagerduty(quicksell, kind) == []


def _pagerduty(project: Project, kind: str, **query: str) -> list[Any]:
    answer = httpx.get(
        f"{project.url('pagerduty')}/{kind}",
        params=query,
        headers={"Authorization": "Token token=x"},
    )
    found: list[Any] = answer.raise_for_status().json()[kind]
    return found


def _incidents(project: Project) -> list[Any]:
    open_ = ("triggered", "acknowledged")
    return [i for i in _pagerduty(project, "incidents") if i["status"] in open_]
