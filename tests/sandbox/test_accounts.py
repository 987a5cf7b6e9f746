"""The real accounts in the real process: what was made is there after a stop and after a kill."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

import boto3
import httpx
import pytest

from sandbox import lifecycle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sandbox.location import SandboxInfo

ALARM = {
    "AlarmName": "api-cpu",
    "Namespace": "AWS/EC2",
    "MetricName": "CPUUtilization",
    "Statistic": "Average",
    "Period": 60,
    "EvaluationPeriods": 5,
    "Threshold": 80.0,
    "ComparisonOperator": "GreaterThanThreshold",
}


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "sandbox"
    lifecycle.stop(tmp_path / "sandbox")


def aws(info: SandboxInfo, service: str) -> Any:
    return boto3.client(
        service,
        endpoint_url=info.urls.aws,
        region_name="us-east-1",
        aws_access_key_id="sandbox",
        aws_secret_access_key="sandbox",
    )


def pagerduty(info: SandboxInfo) -> httpx.Client:
    return httpx.Client(
        base_url=info.urls.pagerduty, headers={"Authorization": "Token token=sandbox"}
    )


def sentry(info: SandboxInfo) -> httpx.Client:
    return httpx.Client(
        base_url=f"{info.urls.sentry}/api/0", headers={"Authorization": "Bearer sandbox"}
    )


def provision(info: SandboxInfo) -> None:
    aws(info, "cloudwatch").put_metric_alarm(**ALARM)
    aws(info, "sns").create_topic(Name="alerts")
    team = {"team": {"type": "team", "name": "platform"}}
    pagerduty(info).post("/teams", json=team).raise_for_status()
    body = {"name": "platform", "slug": "platform"}
    sentry(info).post("/organizations/acme/teams/", json=body).raise_for_status()


def provisioned(info: SandboxInfo) -> list[str]:
    alarms = aws(info, "cloudwatch").describe_alarms(AlarmNames=["api-cpu"])["MetricAlarms"]
    topics = aws(info, "sns").list_topics()["Topics"]
    teams = pagerduty(info).get("/teams").json()["teams"]
    sentry_teams = sentry(info).get("/organizations/acme/teams/").json()
    return [
        *(alarm["AlarmName"] for alarm in alarms),
        *(topic["TopicArn"].rpartition(":")[2] for topic in topics),
        *(team["name"] for team in teams if team["name"] == "platform"),
        *(team["slug"] for team in sentry_teams if team["slug"] == "platform"),
    ]


def test_what_was_made_survives_a_restart_and_a_kill_and_not_a_reset(directory: Path) -> None:
    first = lifecycle.start(directory)
    provision(first)
    expected = ["api-cpu", "alerts", "platform", "platform"]
    assert provisioned(first) == expected

    lifecycle.stop(directory)
    second = lifecycle.start(directory)
    assert second.urls == first.urls
    assert provisioned(second) == expected

    os.kill(second.pid, signal.SIGKILL)
    while lifecycle.status(directory).running:
        time.sleep(0.02)
    assert provisioned(lifecycle.start(directory)) == expected

    third = lifecycle.reset(directory)
    assert third is not None
    assert provisioned(third) == []


def test_each_account_has_the_controls(directory: Path) -> None:
    info = lifecycle.start(directory)
    for url in (info.urls.aws, info.urls.sentry, info.urls.pagerduty):
        assert httpx.get(f"{url}/_sandbox/health").json()["status"] == "ok"
        fault = {"kind": "status", "status": 503, "body": "later"}
        httpx.post(f"{url}/_sandbox/faults", json=fault).raise_for_status()
        assert httpx.get(f"{url}/anything").status_code == 503
        log = httpx.get(f"{url}/_sandbox/requests").json()["requests"]
        assert log[-1]["fault"] == "status"
        httpx.post(f"{url}/_sandbox/faults", json={"kind": "cut-after"}).raise_for_status()
        with pytest.raises(httpx.RemoteProtocolError, match="disconnected"):
            httpx.get(f"{url}/anything")
