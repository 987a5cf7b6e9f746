"""The plans of every organization, committed so that a change shows what it changes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from setpoint.automation.plan import render_plan
from setpoint.catalog import load_catalog
from setpoint.catalog.model import Secret
from tests.components import samples
from tests.components.golden import as_golden, compare, differences
from tests.conftest import ROOT
from tests.organizations import ENVIRONMENT_IDS, ENVIRONMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.organizations import Organization


@pytest.mark.parametrize(("organization", "environment"), ENVIRONMENTS, ids=ENVIRONMENT_IDS)
def test_the_plan_is_the_committed_one(
    organization: Organization, environment: str, request: pytest.FixtureRequest
) -> None:
    plan = as_golden(render_plan(load_catalog(organization.root, environment)))

    update = request.config.getoption("--golden-update")
    compare(organization.golden(environment), plan, update=update)


def test_every_golden_plan_belongs_to_an_environment(request: pytest.FixtureRequest) -> None:
    used = {organization.golden(environment) for organization, environment in ENVIRONMENTS}
    stale = sorted({*ROOT.glob("tests/golden/**/plan-*.json")} - used)
    if request.config.getoption("--golden-clean"):
        for path in stale:
            path.unlink()
        return
    assert not stale, "plans of no environment; `--golden-clean` removes them"


def test_a_plan_of_nothing_is_empty() -> None:
    assert render_plan(samples.catalog(topics={})) == []


def test_rendering_twice_gives_the_same() -> None:
    catalog = samples.paging(samples.alert("cpu", samples.metric_alarm()), **samples.SENTRY)

    assert as_golden(render_plan(catalog)) == as_golden(render_plan(catalog))


def test_a_changed_threshold_is_one_readable_line(tmp_path: Path) -> None:
    def plan(threshold: float) -> list[samples.Any]:
        signal = samples.metric_alarm(threshold=threshold)
        return render_plan(samples.catalog(samples.alert("cpu", signal)))

    path = tmp_path / "plan.json"
    compare(path, as_golden(plan(80)), update=True)

    with pytest.raises(AssertionError) as error:
        compare(path, as_golden(plan(85)), update=False)

    _, *lines = str(error.value).splitlines()
    assert lines[:1] == [
        "~ aws:cloudwatch/metricAlarm:MetricAlarm api/cpu.threshold: 80 -> 85",
    ]
    assert len([line for line in lines if line.startswith(("~", "+", "-"))]) == 1


def test_what_comes_and_goes_is_named() -> None:
    old = as_golden(render_plan(samples.catalog(samples.alert("old", samples.metric_alarm()))))
    new = as_golden(render_plan(samples.catalog(samples.alert("new", samples.metric_alarm()))))

    lines = list(differences(old, new))

    assert any(
        line.startswith("+ aws:cloudwatch/metricAlarm:MetricAlarm api/new") for line in lines
    )
    assert "- aws:cloudwatch/metricAlarm:MetricAlarm api/old" in lines


def test_json_texts_are_compared_by_value() -> None:
    plan = as_golden(render_plan(samples.catalog()))

    policy = plan["aws:sns/topicPolicy:TopicPolicy critical"]["policy"]
    assert policy["Version"] == "2012-10-17"
    assert json.dumps(policy)


def test_a_plan_holds_no_secret() -> None:
    catalog = samples.paging()
    ana = replace(catalog.people["ana"], phone=Secret(("people", "ana", "phone")))
    people = {**catalog.people, "ana": ana}

    text = json.dumps(as_golden(render_plan(replace(catalog, people=people))))

    assert "0000000" not in text
    assert "[secret]" in text
