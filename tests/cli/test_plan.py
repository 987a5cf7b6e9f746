from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Setpoint = Callable[..., CompletedProcess[str]]


def test_json_is_a_list_of_resources(setpoint: Setpoint) -> None:
    resources = json.loads(setpoint("plan", "--env", "staging", "--format", "json").stdout)

    assert all(set(one) == {"type", "name", "parent", "inputs"} for one in resources)
    (alarm,) = [one for one in resources if one["name"] == "shop/high-cpu"]
    assert alarm["type"] == "aws:cloudwatch/metricAlarm:MetricAlarm"
    assert alarm["parent"] == "setpoint:cloudwatch:ServiceAlarms::shop"
    assert alarm["inputs"]["threshold"] == 90


def test_json_in_short(setpoint: Setpoint) -> None:
    long = setpoint("plan", "--env", "prod", "--format", "json").stdout

    assert setpoint("plan", "--env", "prod", "--json").stdout == long


def test_text_is_a_tree_with_inputs(setpoint: Setpoint) -> None:
    lines = setpoint("plan", "--env", "prod").stdout.splitlines()

    component = lines.index("setpoint:cloudwatch:ServiceAlarms shop")
    alarm = lines.index("  aws:cloudwatch/metricAlarm:MetricAlarm shop/high-cpu")
    assert component < alarm
    assert "      threshold: 80" in lines[alarm:]
    assert lines[-1].endswith("types")


def test_an_unknown_environment_is_wrong_use(setpoint: Setpoint) -> None:
    result = setpoint("plan", "--env", "nowhere")

    assert result.returncode == 2
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.stderr
