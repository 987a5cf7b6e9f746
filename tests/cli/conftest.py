"""The command on a project of its own."""

from __future__ import annotations

import sys
from subprocess import CompletedProcess
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from setpoint.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ALERTS = """
organization: acme
slack: { workspace: T0ACME, channels: { "#alerts": C0ALERTS } }
people: { ana: { name: Ana, email: ana@example.com } }
teams: { core: { name: Core, people: [ana] } }
severities: { high: { slack: ["#alerts"] }, low: { slack: ["#alerts"] } }
services:
  shop:
    team: core
    alerts:
      high-cpu:
        severity: high
        summary: CPU is high
        cloudwatch:
          metric: { namespace: AWS/EC2, name: CPUUtilization, statistic: Average }
          comparison: ">"
          threshold: 80%
          period: 1m
          evaluation_periods: 5
          datapoints_to_alarm: 3
      errors:
        severity: low
        summary: Errors
        cloudwatch:
          metric: { namespace: Shop, name: Errors, statistic: Sum }
          comparison: ">="
          threshold: 2/min
          period: 5m
"""
STAGING = """
config:
  setpoint:config:
    services:
      shop:
        alerts:
          high-cpu: { cloudwatch: { threshold: 90% } }
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two alerts, one looser in staging."""
    (tmp_path / "Pulumi.yaml").write_text("name: acme\nruntime: python\n")
    (tmp_path / "Pulumi.prod.yaml").write_text("config:\n  aws:region: eu-west-1\n")
    (tmp_path / "Pulumi.staging.yaml").write_text(dedent(STAGING).lstrip())
    (tmp_path / "alerts.yaml").write_text(ALERTS.lstrip())
    return tmp_path


@pytest.fixture
def setpoint(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., CompletedProcess[str]]:
    """Run `setpoint ARGUMENTS` in the project, in this process: it is much faster."""

    def run(*arguments: str, columns: int | None = None) -> CompletedProcess[str]:
        monkeypatch.chdir(project)
        monkeypatch.setattr(sys, "argv", ["setpoint", *arguments])
        monkeypatch.delenv("COLUMNS", raising=False)
        if columns:
            monkeypatch.setenv("COLUMNS", str(columns))
        with pytest.raises(SystemExit) as done:
            main()
        said = capsys.readouterr()
        return CompletedProcess(arguments, int(done.value.code or 0), said.out, said.err)

    return run
