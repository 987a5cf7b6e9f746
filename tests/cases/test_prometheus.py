"""Rules of Prometheus as real teams write them: equal names, odd names, rules that always fire."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

MAIL = 'alertmanager: { smtp: { smarthost: "smtp.example.com:587", sender: a@example.com } }'


def test_two_alerts_share_a_name_and_the_graver_keeps_the_milder_quiet(
    case_of: Callable[[str], Path], run: Run, tmp_path: Path
) -> None:
    case = case_of("01-prom-same-name")
    config = case / "alerts" / "case.yaml"
    config.write_text(config.read_text().replace("workspace: none", f"workspace: none, {MAIL}"))

    assert run("--project", case, "check").returncode == 0
    assert run("--project", case, "rules", "--env", "prod", "--out", tmp_path).returncode == 0

    rules = yaml.safe_load((tmp_path / "rules" / "storage.yaml").read_text())["groups"][0]["rules"]
    assert [(each["alert"], each["labels"]["severity"]) for each in rules] == [
        ("VolumeFillingUp", "critical"),
        ("VolumeFillingUp", "high"),
    ]
    (rule,) = yaml.safe_load((tmp_path / "alertmanager.yaml").read_text())["inhibit_rules"]
    assert 'severity="critical"' in rule["source_matchers"]
    assert 'severity="high"' in rule["target_matchers"]
    assert {"alertname", "service", "environment", "persistentvolumeclaim"} <= set(rule["equal"])
    assert "severity" not in rule["equal"]


def findings(told: CompletedProcess[str]) -> dict[str, str]:
    """The check that found something, by alert; those of rules alone."""
    found: list[dict[str, Any]] = json.loads(told.stdout)["findings"]
    return {
        each["subject"]: each["check"] for each in found if each["check"].startswith("prometheus/")
    }


def test_rules_that_fire_for_ever_or_never(case_of: Callable[[str], Path], run: Run) -> None:
    case = case_of("16-prom-always-fires")
    assert findings(run("--project", case, "lint", "--format", "json")) == {
        "web/no-condition": "prometheus/always-fires",
        "web/bool": "prometheus/always-fires",
        "web/or-vector": "prometheus/always-fires",
        "web/quantile-95": "prometheus/quantile",
        "web/no-le": "prometheus/no-le",
        "web/unlike-labels": "prometheus/unlike-labels",
        "web/rate-of-sum": "prometheus/sum-before-rate",
    }


def test_any_name_that_prometheus_takes(case_of: Callable[[str], Path], run: Run) -> None:
    case = case_of("31-prom-rule-names")
    assert run("--project", case, "check").returncode == 0
    assert findings(run("--project", case, "lint", "--format", "json")) == dict.fromkeys(
        ("web/pending", "web/absent", "web/share"), "prometheus/odd-name"
    )
