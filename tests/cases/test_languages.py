"""Expressions, queries and filter patterns: what is right passes, each wrong one has its error."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Run = "Callable[..., CompletedProcess[str]]"


def told_of(output: str) -> dict[str, int]:
    """Number of errors by alert."""
    alerts = re.findall(r"^alerts/\S+: services\.\w+\.alerts\.([\w-]+)\.", output, re.MULTILINE)
    return {alert: alerts.count(alert) for alert in alerts}


def test_dimensions_of_a_filter_and_the_values_that_the_alarm_watches(
    case_of: Callable[[str], Path], run: Run
) -> None:
    case = case_of("08-log-patterns")
    config = yaml.safe_load((case / "alerts" / "case.yaml").read_text())
    alerts = config["services"]["logs"]["alerts"]
    config["services"]["logs"]["alerts"] = {"per-instance": alerts["per-instance"]}
    (case / "alerts" / "case.yaml").write_text(yaml.safe_dump(config, sort_keys=False))

    unnamed = run("--project", case, "check")
    section = alerts["per-instance"]["cloudwatch_logs"]
    section["dimensions"] = {"Instance": "web-1"}
    (case / "alerts" / "case.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
    named = run("--project", case, "check")
    section["metric"]["default"] = 0
    (case / "alerts" / "case.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
    both = run("--project", case, "check")
    del section["metric"]["default"]
    (case / "alerts" / "case.yaml").write_text(yaml.safe_dump(config, sort_keys=False))
    found = json.loads(run("--project", case, "lint", "--format", "json").stdout)["findings"]

    assert told_of(unnamed.stdout + unnamed.stderr) == {"per-instance": 1}
    assert "an alarm watches one: name it" in unnamed.stdout + unnamed.stderr
    assert named.returncode == 0
    assert "default: can't be used together with dimensions" in both.stdout + both.stderr
    assert found == []


def test_the_trap_of_optional_terms(case_of: Callable[[str], Path], run: Run) -> None:
    case = case_of("08-log-patterns")
    config = yaml.safe_load((case / "alerts" / "case.yaml").read_text())
    alerts = config["services"]["logs"]["alerts"]
    config["services"]["logs"]["alerts"] = {key: alerts[key] for key in ("fine", "mixed")}
    (case / "alerts" / "case.yaml").write_text(yaml.safe_dump(config))

    found = json.loads(run("--project", case, "lint", "--format", "json").stdout)["findings"]

    told = [each["subject"] for each in found if each["check"] == "logs/optional-term"]
    assert told == ["logs/mixed"]


def test_periods_of_expressions(case_of: Callable[[str], Path], run: Run) -> None:
    case = case_of("14-math-period")

    told = run("diff", "--format", "json", case / "before", case / "after")

    changes = json.loads(told.stdout)["changes"]
    assert {each["alert"]: each["sensitivity"] for each in changes} == {
        "web/all-errors": "less",
        "web/backlog": "mixed",
        "web/one-sum": "less",
        "web/query": "less",
        "web/ratio": "more",
    }


def test_a_period_that_makes_alerts_looser_needs_a_reason(
    case_of: Callable[[str], Path], run: Run
) -> None:
    case = case_of("14-math-period")
    command = ("diff", "--fail-on", "looser-in-prod", case / "before", case / "after")

    told = run(*command)

    assert told.returncode == 1
    for alert in ("web/all-errors", "web/one-sum", "web/query"):
        assert alert in told.stdout + told.stderr


def test_a_band_over_another_period_is_neither(case_of: Callable[[str], Path], run: Run) -> None:
    case = case_of("14-math-period")
    for side in ("before", "after"):
        file = case / side / "alerts" / "case.yaml"
        config = yaml.safe_load(file.read_text())
        alerts = config["services"]["web"]["alerts"]
        band = {"metric": alerts["one-sum"]["cloudwatch"]["metric"], "band": 3}
        signal = {**band, "comparison": "outside"}
        config["services"]["web"]["alerts"] = {
            "band": {"severity": "high", "summary": "Odd", "cloudwatch_anomaly": signal}
        }
        file.write_text(yaml.safe_dump(config))

    told = run("diff", "--format", "json", case / "before", case / "after")

    (change,) = json.loads(told.stdout)["changes"]
    assert change["sensitivity"] == "unknown"
