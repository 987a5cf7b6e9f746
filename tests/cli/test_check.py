from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from setpoint import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Setpoint = Callable[..., CompletedProcess[str]]


def test_a_valid_config(setpoint: Setpoint) -> None:
    done = setpoint("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 environments, 2 alerts: no errors\n"


def test_one_environment_alone(setpoint: Setpoint) -> None:
    assert setpoint("check", "--env", "prod").stdout == "1 environment, 2 alerts: no errors\n"


def test_every_error_is_told_at_once_with_its_place(setpoint: Setpoint, project: Path) -> None:
    file = project / "alerts.yaml"
    text = file.read_text().replace("period: 1m", "period: 45s").replace("[ana]", "[anna]")
    file.write_text(text)
    done = setpoint("check")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "alerts.yaml:4:39: teams.core.people[0]: " in done.stderr
    assert "did you mean ana?" in done.stderr
    assert "services.shop.alerts.high-cpu.cloudwatch.period: 45s is not 10s" in done.stderr
    assert done.stderr.endswith("2 errors\n")


def test_errors_of_the_catalog_are_told_too(setpoint: Setpoint, project: Path) -> None:
    file = project / "alerts.yaml"
    file.write_text(file.read_text().replace("threshold: 2/min", "threshold: 2s"))
    done = setpoint("check")
    assert done.returncode == 2
    assert "services.shop.alerts.errors.cloudwatch.threshold: 2s is a duration" in done.stderr


def test_json_of_a_valid_config(setpoint: Setpoint) -> None:
    assert json.loads(setpoint("check", "--json").stdout) == {
        "environments": {"prod": {"alerts": 2}, "staging": {"alerts": 2}},
        "problems": [],
    }


def test_json_of_errors(setpoint: Setpoint, project: Path) -> None:
    file = project / "alerts.yaml"
    file.write_text(file.read_text().replace("severity: low", "severity: lwo"))
    done = setpoint("check", "--json")
    assert done.returncode == 2
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["file"] == "alerts.yaml"
    assert problem["path"] == "services.shop.alerts.errors.severity"
    assert (problem["line"], problem["value"], problem["nearest"]) == (21, "lwo", "low")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--env", "prdo"], "did you mean prod?"),
        (["check", "--project", "/nowhere"], "No such option"),
        (["chekc"], "Did you mean 'check'?"),
        (["--project", "/", "check"], "no Pulumi.yaml here"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_code_2(
    setpoint: Setpoint, arguments: list[str], said: str
) -> None:
    done = setpoint(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_project_may_be_given(setpoint: Setpoint, project: Path) -> None:
    below = project / "some" / "where"
    below.mkdir(parents=True)
    assert setpoint("--project", str(below), "check").returncode == 0


def test_a_project_without_environments(setpoint: Setpoint, project: Path) -> None:
    (project / "Pulumi.prod.yaml").unlink()
    (project / "Pulumi.staging.yaml").unlink()
    done = setpoint("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert "has no environment" in done.stderr


def test_the_version(setpoint: Setpoint) -> None:
    assert setpoint("--version").stdout == f"setpoint {__version__}\n"
