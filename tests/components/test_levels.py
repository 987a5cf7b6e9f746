"""Levels of one alert: one monitor, one alert and one log filter; an alarm for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog import build
from setpoint.config import find_project, load
from tests.catalog.conftest import BASE
from tests.catalog.test_levels import ERRORS, LINES

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.catalog.model import Catalog
    from tests.components.conftest import Render

FED = """
fed: { severity: high, summary: Fed, sentry_issue: { monitors: [shop/errors], triggers: [first_seen] } }
"""  # noqa: E501


def catalog(folder: Path, alerts: str, base: str = BASE) -> Catalog:
    (folder / "Pulumi.yaml").write_text("name: acme\nruntime: python\n")
    (folder / "Pulumi.prod.yaml").write_text("config: {}\n")
    indented = "".join(f"      {line}\n" for line in alerts.splitlines())
    (folder / "alerts.yaml").write_text(f"{base}{indented}")
    return build(load(find_project(folder), "prod"))


def test_sentry_has_one_monitor_and_one_alert(render: Render, tmp_path: Path) -> None:
    plan = render(catalog(tmp_path, ERRORS + FED))
    (monitor,) = plan.of("MetricMonitor")
    assert monitor.name == "shop/errors"
    assert (monitor.inputs["critical"], monitor.inputs["warning"]) == (10, 5)
    filters = plan.inputs("Alert", "shop/errors")["actionFilters"]
    told = [
        (each["conditions"][0]["priority"], [action["type"] for action in each["actions"]])
        for each in filters
    ]
    assert told == [("high", ["pagerduty", "slack"]), ("medium", ["slack"])]
    assert len(plan.inputs("Alert", "shop/fed")["detectorIds"]) == 1


def test_old_rules_have_a_trigger_for_each_level(render: Render, tmp_path: Path) -> None:
    found = catalog(tmp_path, ERRORS.replace("high: 5", "low: 5"))
    assert found.sentry is not None
    plan = render(replace(found, sentry=replace(found.sentry, api="rules")))
    (rule,) = plan.of("SentryMetricAlert")
    told = [
        (each["label"], each["alertThreshold"], [action["type"] for action in each["actions"]])
        for each in rule.inputs["triggers"]
    ]
    assert told == [
        ("critical", 10, ["pagerduty", "slack", "slack"]),
        ("warning", 5, ["slack", "pagerduty"]),
    ]


def test_cloudwatch_counts_lines_once_and_has_an_alarm_for_each_level(
    render: Render, tmp_path: Path
) -> None:
    plan = render(catalog(tmp_path, LINES))
    assert [each.name for each in plan.of("LogMetricFilter")] == ["shop/lines"]
    thresholds = {each.name: each.inputs["threshold"] for each in plan.of("MetricAlarm")}
    assert thresholds == {"shop/lines-critical": 10, "shop/lines-high": 5}


def test_pagerduty_tells_levels_apart_by_what_the_older_api_sends(
    render: Render, tmp_path: Path
) -> None:
    old = BASE.replace("  organization: acme\n", "  organization: acme\n  api: rules\n")
    plan = render(catalog(tmp_path, ERRORS.replace("high: 5", "low: 5"), old))
    (orchestration,) = plan.of("EventOrchestrationService")
    rules = orchestration.inputs["sets"][0]["rules"]
    ends = [rule["conditions"][0]["expression"].partition(" and ")[2] for rule in rules]
    assert ends == ["event.severity matches 'critical'", "event.severity matches 'warning'"]
