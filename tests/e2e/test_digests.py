"""A digest from a config to the sandbox, and its function run as it was deployed."""

from __future__ import annotations

import base64
import importlib
import io
import json
import zipfile
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import boto3
import httpx
import pytest

from sandbox.location import default_directory
from tests.cli.conftest import ALERTS
from tests.e2e.conftest import Project, project_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DIGESTS = dedent("""
    sentry:
      organization: acme
      integrations: { slack: Acme }
      projects: { backend: { team: core } }
    digests:
      daily:
        at: "09:00"
        time_zone: Europe/Berlin
        sentry_token_secret: acme/sentry
        slack: ["#alerts"]
        people: [ana]
      weekly: { at: "08:30", days: [monday], projects: [], email: [boss@example.com] }
""")
REGION = "us-east-1"
TOKEN = "sntrys_of-nobody-8c1f"
NAMES = {"acme-prod-digest-daily", "acme-prod-digest-weekly"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Iterator[Project]:
    """The config in a project and a sandbox of its own."""
    del engine  # only that there is one
    stack = f"config: {{ aws:region: {REGION} }}\n"
    files = {
        "alerts/alerts.yaml": ALERTS,
        "alerts/digests.yaml": DIGESTS,
        "Pulumi.prod.yaml": stack,
    }
    with project_of(tmp_path_factory.mktemp("digests") / "acme", files, forked=True) as project:
        yield project


def test_everything_comes_up_and_stays_as_it_is(project: Project) -> None:
    first = project.operate("up", "prod")
    assert first["succeeded"], first["messages"]
    assert project.operate("up", "prod")["changes"] == []
    assert project.operate("refresh", "prod")["changes"] == []
    assert {one["Name"] for one in project.aws("scheduler").list_schedules()["Schedules"]} == (
        NAMES
    )


def test_the_channel_hears_alarms_and_digest(project: Project) -> None:
    found = project.aws("chatbot").describe_slack_channel_configurations()
    (channel,) = found["SlackChannelConfigurations"]
    topics = {arn.rpartition(":")[2] for arn in channel["SnsTopicArns"]}
    assert topics == {"acme-prod-high", "acme-prod-low", "acme-prod-digest-daily"}


def test_the_function_tells_what_sentry_and_cloudwatch_know(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sentry = f"{project.url('sentry')}/_sandbox/sentry/organizations/acme"
    hour = 1_795_744_800  # 27 November 2026, 02:00 UTC
    series = {"project": "backend", "dataset": "errors", "yAxis": "count()"}
    httpx.post(sentry, json={"series": [{**series, "values": [[hour, 41]]}]}).raise_for_status()
    project.aws("secretsmanager").create_secret(Name="acme/sentry", SecretString=TOKEN)
    for name, value in {
        "AWS_ENDPOINT_URL": project.url("aws"),
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": REGION,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    deployed = project.aws("lambda").get_function(FunctionName="acme-prod-digest-daily")
    told = deployed["Configuration"]["Environment"]["Variables"]
    monkeypatch.setenv("DIGEST", told["DIGEST"])
    assert json.loads(told["DIGEST"])["sentry_url"] == project.url("sentry")

    (tmp_path / "digest.py").write_text(code_of(deployed))
    monkeypatch.syspath_prepend(tmp_path)
    sent = importlib.import_module("digest").handler({"time": "2026-11-28T08:00:00Z"}, None)
    assert sent["message"]
    asked = httpx.get(f"{project.url('sentry')}/_sandbox/requests").json()["requests"]
    assert any("events-timeseries" in one["path"] for one in asked)


def code_of(deployed: Any) -> str:
    content = base64.b64decode(deployed["Code"]["Location"].partition(",")[2])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["digest.py"]
        return archive.read("digest.py").decode()


def test_the_token_is_nowhere_in_the_state(project: Project) -> None:
    assert project.operate("up", "prod")["changes"] == []
    states = list((default_directory(project.root) / "stacks").rglob("*.json"))
    assert states
    assert any("acme/sentry" in state.read_text() for state in states)
    assert not any(TOKEN in state.read_text() for state in states)


def test_nothing_stays_behind(project: Project) -> None:
    outcome = project.json("destroy", "--env", "prod", "--sandbox", "--yes")
    assert outcome["succeeded"], outcome["messages"]
    assert project.aws("scheduler").list_schedules()["Schedules"] == []
    assert project.aws("iam").list_roles()["Roles"] == []
    assert project.aws("sns").list_topics()["Topics"] == []
    assert project.aws("logs").describe_log_groups()["logGroups"] == []
    assert project.aws("cloudwatch").describe_alarms()["MetricAlarms"] == []
    with pytest.raises(Exception, match="Function not found"):
        project.aws("lambda").get_function(FunctionName="acme-prod-digest-daily")
