"""`setpoint lint`: formats, exit codes, what is asked for."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.lint import all_checks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


ORDERS = """\
      orders:
        severity: low
        summary: Hardly anybody orders
        cloudwatch:
          metric: { namespace: Shop, name: Orders, statistic: Sum }
          comparison: "<"
          threshold: 1000
          period: 1h
          treat_missing_data: breaching
"""


@pytest.fixture(autouse=True)
def something_to_know(project: Path) -> None:
    """Give staging a channel of its own, and prod's traffic."""
    with (project / "alerts.yaml").open("a") as file:
        file.write(ORDERS)
    stack = project / "Pulumi.staging.yaml"
    own = '  setpoint:config:\n    slack: { channels: { "#alerts": C0STAGING } }\n'
    stack.write_text(stack.read_text().replace("  setpoint:config:\n", own))


def test_findings_stand_at_their_lines(setpoint: Run) -> None:
    done = setpoint("lint", "--severity", "warning")
    assert done.returncode == 0, done.stdout
    done = setpoint("lint")
    assert done.stdout.splitlines()[0] == (
        "alerts.yaml:34:22: info: shop/orders: < 1000 is that of prod; say what holds here"
        " in staging [threshold/same-in-staging]"
    )


@pytest.fixture
def bad(project: Path) -> Path:
    """The project, with a threshold that can't be reached."""
    alerts = project / "alerts.yaml"
    alerts.write_text(alerts.read_text().replace("threshold: 80%", "threshold: 120%"))
    return project


def test_errors_exit_with_1(setpoint: Run, bad: Path) -> None:
    done = setpoint("lint")
    assert done.returncode == 1
    assert "error: shop/high-cpu: > 120% can't be" in done.stdout
    assert "in prod [threshold/unreachable]" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 error")


def test_the_weight_that_fails_can_be_chosen(setpoint: Run) -> None:
    assert setpoint("lint", "--fail-on", "error").returncode == 0
    assert setpoint("lint", "--fail-on", "info").returncode == 1


def test_only_one_environment(setpoint: Run, bad: Path) -> None:
    assert setpoint("lint", "--env", "staging").returncode == 0
    assert setpoint("lint", "--env", "prod").returncode == 1
    done = setpoint("lint", "--env", "nowhere")
    assert done.returncode == 2
    assert "there are prod, staging" in done.stderr


def test_json_has_everything_of_a_finding(setpoint: Run, bad: Path) -> None:
    said = json.loads(setpoint("lint", "--format", "json", "--severity", "error").stdout)
    assert said["environments"] == ["prod", "staging"]
    assert said["findings"] == [
        {
            "check": "threshold/unreachable",
            "severity": "error",
            "subject": "shop/high-cpu",
            "environments": ["prod"],
            "file": "alerts.yaml",
            "line": 16,
            "column": 22,
            "message": "> 120% can't be: the values lie between 0 and 100",
        }
    ]


def test_sarif_names_the_rule_and_the_line(setpoint: Run, bad: Path) -> None:
    log: dict[str, Any] = json.loads(setpoint("lint", "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    errors = [result for result in run["results"] if result["level"] == "error"]
    assert [result["ruleId"] for result in errors] == ["threshold/unreachable"]
    location = errors[0]["locations"][0]["physicalLocation"]
    assert location["region"]["startLine"] == 16
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {
        result["ruleId"] for result in run["results"]
    }


def test_annotations_can_be_shown_beside_the_line(setpoint: Run, bad: Path) -> None:
    said = setpoint("lint", "--format", "annotations", "--severity", "error").stdout
    assert said.startswith(
        "::error file=alerts.yaml,line=16,col=22,title=threshold/unreachable::"
        "shop/high-cpu: > 120%25 can't be"
    )


def test_a_project_in_a_subfolder_is_told_by_its_path_in_the_repository(
    setpoint: Run, bad: Path
) -> None:
    subprocess.run(["git", "init", "--quiet", str(bad)], check=True)
    (bad / "infra").mkdir()
    for file in bad.glob("*.yaml"):
        file.rename(bad / "infra" / file.name)
    lint = ("--project", "infra", "lint", "--severity", "error", "--format")

    said = setpoint(*lint, "annotations").stdout
    log = json.loads(setpoint(*lint, "sarif").stdout)

    assert said.startswith("::error file=infra/alerts.yaml,line=16,")
    (result,) = log["runs"][0]["results"]
    where = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert where["uri"] == "infra/alerts.yaml"


def test_a_text_of_the_config_cannot_make_an_annotation(setpoint: Run, project: Path) -> None:
    alerts = project / "alerts.yaml"
    summary = '"::error title=x::y %0A::error::z"'
    text = alerts.read_text().replace("CPU is high", summary)
    alerts.write_text(text.replace("summary: Errors", f"summary: {summary}"))
    said = setpoint("lint", "--format", "annotations").stdout.splitlines()
    assert len([line for line in said if "summary/same-twice" in line]) == 1
    assert not [line for line in said if line.startswith("::error")]


def test_findings_can_be_written_to_a_file(setpoint: Run, bad: Path) -> None:
    done = setpoint("lint", "--format", "sarif", "--output", "lint.sarif")
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads((bad / "lint.sarif").read_text())["runs"]
    assert setpoint("lint", "--output", "no/such/folder").returncode == 2


def test_the_day_can_be_chosen(setpoint: Run, bad: Path) -> None:
    alerts = bad / "alerts.yaml"
    allow = (
        "        allow: [{ check: threshold/unreachable, reason: New agent, owner: ana,"
        " until: 2027-01-31 }]\n"
    )
    text = alerts.read_text().replace(
        "        summary: CPU is high\n", f"        summary: CPU is high\n{allow}"
    )
    alerts.write_text(text)
    assert setpoint("lint", "--on", "2027-01-30").returncode == 0
    late = setpoint("lint", "--on", "2027-01-31")
    assert late.returncode == 1
    assert "[allow/expired]" in late.stdout


def test_a_check_is_explained_by_its_page(setpoint: Run) -> None:
    done = setpoint("lint", "--explain", "threshold/unreachable")
    assert done.stdout.startswith("# threshold/unreachable\n")
    wrong = setpoint("lint", "--explain", "threshold/unreachible")
    assert wrong.returncode == 2
    assert "did you mean threshold/unreachable?" in wrong.stderr


def test_every_check_is_listed(setpoint: Run) -> None:
    lines = setpoint("lint", "--list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(all_checks())


def test_a_day_at_the_end_of_time_is_refused(setpoint: Run) -> None:
    for command in (("lint", "--on"), ("oncall", "--env", "prod", "--from")):
        done = setpoint(*command, "9999-12-31")
        assert done.returncode == 2
        assert done.stderr == "Error: 9999-12-31 is too far away: name a day before 9001\n"
