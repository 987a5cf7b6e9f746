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


def test_log_patterns(case_of: Callable[[str], Path], run: Run) -> None:
    case = case_of("08-log-patterns")
    config = case / "alerts" / "case.yaml"
    config.write_text(re.sub(r"\n      per-instance:[^$]*\$instance.*", "", config.read_text()))

    told = run("--project", case, "check")

    assert told_of(told.stdout + told.stderr) == {
        **dict.fromkeys(("regex-group", "selector", "single-quotes", "double-equals"), 1),
        **dict.fromkeys(("unquoted", "wildcards", "foreign-value"), 1),
        "odd-name": 2,
    }


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
    found = json.loads(run("--project", case, "lint", "--format", "json").stdout)["findings"]

    assert told_of(unnamed.stdout + unnamed.stderr) == {"per-instance": 1}
    assert "an alarm watches one: name it" in unnamed.stdout + unnamed.stderr
    assert named.returncode == 0
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


def test_queries(case_of: Callable[[str], Path], run: Run) -> None:
    told = run("--project", case_of("09-metrics-insights"), "check")

    wrong = ("bad-single", "bad-fn", "bad-or", "bad-like", "bad-noquote")
    assert told_of(told.stdout + told.stderr) == dict.fromkeys(wrong, 1)


def test_metric_math(case_of: Callable[[str], Path], run: Run) -> None:
    told = run("--project", case_of("11-math-syntax"), "check")

    wrong = [f"wrong-{number}" for number in range(1, 11)]
    assert told_of(told.stdout + told.stderr) == dict.fromkeys([*wrong, "wrong-query"], 1)


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
