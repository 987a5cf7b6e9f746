"""Rules of Prometheus as real teams write them: equal names, of alerts and of levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


def test_two_alerts_share_a_name_and_the_graver_keeps_the_milder_quiet(
    case_of: Callable[[str], Path], run: Run, tmp_path: Path
) -> None:
    case = case_of("01-prom-same-name")

    written = run("--project", case, "rules", "--env", "prod", "--out", tmp_path)

    assert written.returncode == 0
    assert "names no mail server" in written.stderr
    rules = yaml.safe_load((tmp_path / "rules" / "storage.yaml").read_text())["groups"][0]["rules"]
    assert [(each["alert"], each["labels"]["severity"]) for each in rules] == [
        ("VolumeFillingUp", "critical"),
        ("VolumeFillingUp", "high"),
    ]
    assert_graver_keeps_milder_quiet(tmp_path)


def test_levels_have_one_name_and_differ_in_severity(
    case_of: Callable[[str], Path], run: Run, tmp_path: Path
) -> None:
    case = case_of("01-prom-same-name")
    file = case / "alerts" / "case.yaml"
    config = yaml.safe_load(file.read_text())
    config["services"]["storage"]["alerts"] = {
        "volume-filling-up": {
            "summary": "A volume is nearly full",
            "page": "never",
            "levels": {"critical": 0.03, "high": 0.15},
            "prometheus": {"expr": "volume_free_bytes / volume_size_bytes", "comparison": "<"},
        }
    }
    file.write_text(yaml.safe_dump(config))

    run("--project", case, "rules", "--env", "prod", "--out", tmp_path)

    rules = yaml.safe_load((tmp_path / "rules" / "storage.yaml").read_text())["groups"][0]["rules"]
    assert [(each["alert"], each["labels"]["severity"]) for each in rules] == [
        ("VolumeFillingUp", "critical"),
        ("VolumeFillingUp", "high"),
    ]
    assert_graver_keeps_milder_quiet(tmp_path)


def assert_graver_keeps_milder_quiet(folder: Path) -> None:
    (rule,) = yaml.safe_load((folder / "alertmanager.yaml").read_text())["inhibit_rules"]
    assert 'severity="critical"' in rule["source_matchers"]
    assert 'severity="high"' in rule["target_matchers"]
    assert {"alertname", "service", "environment", "persistentvolumeclaim"} <= set(rule["equal"])
    assert "severity" not in rule["equal"]
