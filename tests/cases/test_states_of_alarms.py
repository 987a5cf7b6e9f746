"""OK messages to nobody, and actions of states other than ALARM."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess


def test_an_alert_tells_nobody_that_it_is_over(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("21-ok-and-other-actions")

    checked = run("--project", case, "check")
    assert checked.returncode == 0, checked.stdout
    shown = run("--project", case, "show", "--env", "prod")
    assert "alerts@example.com; OK to nobody" in shown.stdout
    (alert,) = json.loads(run("--project", case, "show", "--json").stdout)["environments"]["prod"][
        "alerts"
    ]
    assert alert["route"]["topics"] == ["high"]
    assert alert["route"]["ok"]["topics"] == []
    assert alert["route"]["insufficient_data"] is None


def test_others_hear_of_other_states_and_pages_always_end(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("21-ok-and-other-actions")
    file = case / "alerts" / "case.yaml"
    config = yaml.safe_load(file.read_text())
    alerts = config["services"]["web"]["alerts"]
    signal = alerts["throttled"]["cloudwatch"]
    del signal["ok_actions"], signal["insufficient_data_actions"]
    others = {"ok": {"slack": ["#alerts"]}, "insufficient_data": {"email": ["data@example.com"]}}
    alerts["told"] = {**alerts["throttled"], "summary": "Told", "notify": others}
    alerts["paged"] = {**alerts["throttled"], "summary": "Paged", "severity": "critical"}
    file.write_text(yaml.safe_dump(config))

    planned = json.loads(run("--project", case, "plan", "--env", "prod", "--json").stdout)

    topics = {
        one["name"]: [
            [arn.rpartition(":")[2] for arn in one["inputs"].get(key, ())]
            for key in ("alarmActions", "okActions", "insufficientDataActions")
        ]
        for one in planned
        if one["type"] == "aws:cloudwatch/metricAlarm:MetricAlarm"
    }
    assert topics == {
        "web/throttled": [["acme-prod-high"], [], []],
        "web/told": [
            ["acme-prod-high"],
            ["acme-prod-high-alerts-without-alerts"],
            ["acme-prod-high-data-without-alerts"],
        ],
        "web/paged": [["acme-prod-page-web", "acme-prod-critical"], ["acme-prod-page-web"], []],
    }
