"""A pull request in a throw-away repository, and GitHub on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.ci.action import Runner
from tests.forge.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.forge.stand_in import Comments

PROJECT = {
    "Pulumi.yaml": "name: acme\nruntime: python\n",
    "Pulumi.prod.yaml": "config:\n  aws:region: eu-west-1\n",
    "Pulumi.staging.yaml": "config:\n  aws:region: eu-west-1\n",
    "docs/runbooks/cpu.md": "# CPU\n",
    "alerts.yaml": """\
organization: acme
defaults: { runbooks: docs/runbooks/, runbook_url: https://runbooks.example.com/ }
people: { ana: { name: Ana, email: ana@example.com, phone: "+1 555 010 0001" } }
teams: { core: { name: Core, people: [ana] } }
escalations: { core: { rules: [{ notify: [{ person: ana }] }] } }
severities: { critical: { page: high, email: [alerts@example.com] } }
services:
  shop:
    team: core
    escalation: core
    alerts:
      high-cpu:
        severity: critical
        summary: CPU is high
        runbook: cpu
        cloudwatch:
          metric:
            namespace: AWS/EC2
            name: CPUUtilization
            dimensions: { AutoScalingGroupName: shop }
            statistic: Average
          comparison: ">"
          threshold: 80%
          period: 1m
          evaluation_periods: 5
          treat_missing_data: breaching
""",
}


class Pull(Protocol):
    """Makes a pull request that replaces text in alerts.yaml, and the job that reviews it."""

    def __call__(
        self,
        old: str,
        new: str,
        *,
        auth: str | None = "writes",
        labels: tuple[str, ...] = (),
        body: str = "",
        action: str = "labeled",
        head: str = "acme/alerts",
    ) -> Runner: ...


@pytest.fixture
def github() -> Iterator[Comments]:
    with StandIn() as comments:
        yield comments


@pytest.fixture
def pull(tmp_path: Path, github: Comments, monkeypatch: pytest.MonkeyPatch) -> Pull:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    repository = tmp_path / "repository"
    for name, text in PROJECT.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text)

    def git(*arguments: str) -> str:
        identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=repository,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    git("init", "--initial-branch=main")
    git("add", ".")
    git("commit", "--message=base")

    def make(
        old: str,
        new: str,
        *,
        auth: str | None = "writes",
        labels: tuple[str, ...] = (),
        body: str = "",
        action: str = "labeled",
        head: str = "acme/alerts",
    ) -> Runner:
        git("checkout", "-B", "change", "main")
        alerts = repository / "alerts.yaml"
        text = alerts.read_text()
        assert old in text
        alerts.write_text(text.replace(old, new))
        git("commit", "--all", "--message=change")
        git("checkout", "--detach", "main")
        git("merge", "--no-ff", "--message=merge", "change")
        merge = git("rev-parse", "HEAD")
        request = {
            "number": 12,
            "labels": [{"name": label} for label in labels],
            "body": body,
            "base": {"sha": "0" * 40},
            "head": {"repo": {"full_name": head}},
        }
        event: dict[str, object] = {"action": action, "pull_request": request}
        if labels and action == "labeled":
            event["label"] = {"name": labels[-1]}
        (tmp_path / "event.json").write_text(json.dumps(event))
        temp = tmp_path / "temp"
        temp.mkdir(exist_ok=True)
        variables = {
            "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
            "GITHUB_API_URL": github.url,
            "GITHUB_REPOSITORY": "acme/alerts",
            "GITHUB_REF": "refs/pull/12/merge",
            "GITHUB_SHA": merge,
            "GITHUB_ACTIONS": "true",
        }
        context = {
            "token": auth or "",
            "repository": "acme/alerts",
            "event": {"pull_request": request},
        }
        return Runner(repository, temp, context, variables)

    return make
