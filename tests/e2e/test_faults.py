"""Ctrl-C, failing APIs and bad config: nothing is lost, and the next up converges."""

from __future__ import annotations

import json
import signal
import time
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    import subprocess

    from tests.e2e.conftest import Project

_ENOUGH = 30  # requests to AWS before the interrupt


def test_a_config_with_errors_provisions_nothing(quicksell: Project) -> None:
    quicksell.run("sandbox", "start")
    quicksell.edit("alerts/payments.yaml", "severity: critical", "severity: crytical")
    result = quicksell.run("up", "--env", "prod", "--sandbox", code=2)
    assert "alerts/payments.yaml:" in result.stderr
    assert "did you mean critical?" in result.stderr
    assert "Traceback" not in result.stderr
    for account in ("aws", "sentry", "pagerduty"):
        assert _writes(quicksell, account) == []
    quicksell.edit("alerts/payments.yaml", "severity: crytical", "severity: critical")


def test_an_interrupted_up_keeps_what_it_made_and_the_next_one_converges(
    quicksell: Project,
) -> None:
    process = quicksell.popen("up", "--env", "prod", "--sandbox", "--json")
    _await_writes(quicksell, process)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == 1, stdout + stderr
    assert "finishing what is under way" in stderr
    assert "Traceback" not in stderr
    interrupted = json.loads(stdout)
    assert interrupted["interrupted"]
    made = interrupted["counts"]["create"]
    assert made > 0
    rest = quicksell.operate("up", "prod")
    assert rest["counts"]["same"] >= made
    assert rest["counts"]["create"] > 0
    assert quicksell.operate("preview", "prod")["changes"] == []


def test_apis_that_fail_for_a_while_delay_an_up_and_lose_nothing(quicksell: Project) -> None:
    quicksell.fault("aws", kind="status", status=500, method="POST", times=4, skip=3)
    # A composite whose deletion is late still stands when the alarms that it names go.
    quicksell.fault("aws", kind="status", status=500, path="/DeleteAlarms$", times=3)
    quicksell.fault(
        "pagerduty",
        kind="status",
        status=429,
        headers={"ratelimit-reset": "1"},
        method="PUT",
        path="/event_orchestrations",
        times=2,
    )
    quicksell.fault(
        "sentry",
        kind="status",
        status=429,
        headers={"Retry-After": "1"},
        path="/detectors/|/workflows/",
        times=3,
    )
    quicksell.edit("Pulumi.prod.yaml", "paging: true", "paging: true\n    organization: quickshop")
    outcome = quicksell.operate("up", "prod")
    assert outcome["succeeded"], outcome["messages"]
    assert quicksell.operate("up", "prod")["changes"] == []


def _writes(project: Project, account: str) -> list[str]:
    log = httpx.get(f"{project.url(account)}/_sandbox/requests").json()
    entries = log["requests"] if isinstance(log, dict) else log
    return [entry["path"] for entry in entries if entry["method"] in {"POST", "PUT"}]


def _await_writes(project: Project, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    url = project.url("aws")
    while time.monotonic() < deadline and process.poll() is None:
        if len(httpx.get(f"{url}/_sandbox/requests").text.split('"path"')) > _ENOUGH:
            return
        time.sleep(0.1)
    pytest.fail("up made nothing to interrupt")
