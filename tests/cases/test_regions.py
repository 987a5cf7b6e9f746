"""Alarms on metrics that AWS has in us-east-1 alone, of a stack in eu-west-1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess


def test_they_and_their_topics_are_made_in_us_east_1(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("20-region-of-metric")

    assert run("--project", case, "check").returncode == 0
    assert "3 alerts in us-east-1;" in run("--project", case, "show", "--env", "prod").stdout
    planned = run("--project", case, "plan", "--env", "prod").stdout
    assert "aws:sns/topic:Topic high@us-east-1" in planned
    assert planned.count("aws:cloudwatch/metricAlarm:MetricAlarm") == 3
    assert planned.count("region: us-east-1") >= 6
    assert "eu-west-1" not in planned


def test_a_composite_over_two_regions_is_refused(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("20-region-of-metric")
    file = case / "alerts" / "case.yaml"
    config = yaml.safe_load(file.read_text())
    alerts = config["services"]["edge"]["alerts"]
    cpu = {"namespace": "AWS/EC2", "name": "CPUUtilization", "statistic": "Average"}
    near = {"metric": cpu, "comparison": ">", "threshold": "80%"}
    parts = {"cdn": {"cloudwatch": alerts["cdn"]["cloudwatch"]}, "cpu": {"cloudwatch": near}}
    alerts["both"] = {"severity": "high", "summary": "Both", "composite": {"any": parts}}
    file.write_text(yaml.safe_dump(config))

    checked = run("--project", case, "check")

    assert checked.returncode == 2
    told = "cdn is in us-east-1, where a composite in eu-west-1 doesn't see it"
    assert told in checked.stdout + checked.stderr


def test_services_and_alerts_say_their_own_region(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("20-region-of-metric")
    file = case / "alerts" / "case.yaml"
    config = yaml.safe_load(file.read_text())
    cpu = {"namespace": "AWS/EC2", "name": "CPUUtilization", "statistic": "Average"}
    busy = {"metric": cpu, "comparison": ">", "threshold": "80%"}
    near = {"severity": "high", "summary": "Busy", "cloudwatch": busy}
    far = {**near, "summary": "Busy there", "region": "eu-central-1"}
    config["services"] = {
        "web": {"team": "core", "region": "eu-north-1", "alerts": {"near": near, "far": far}}
    }
    file.write_text(yaml.safe_dump(config))

    planned = json.loads(run("--project", case, "plan", "--env", "prod", "--json").stdout)

    assert {
        (one["name"], one["inputs"].get("region"))
        for one in planned
        if one["type"] in ("aws:cloudwatch/metricAlarm:MetricAlarm", "aws:sns/topic:Topic")
    } == {
        ("web/near", "eu-north-1"),
        ("web/far", "eu-central-1"),
        ("high@eu-north-1", "eu-north-1"),
        ("high@eu-central-1", "eu-central-1"),
    }
