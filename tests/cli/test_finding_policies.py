"""Policies of `diff` about what lint finds."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]


def break_the_threshold(project: Path) -> None:
    alerts = project / "alerts.yaml"
    alerts.write_text(alerts.read_text().replace("threshold: 80%", "threshold: 180%"))


def test_a_finding_breaks_the_policy_and_names_its_line(setpoint: Run, project: Path) -> None:
    break_the_threshold(project)
    done = setpoint("diff", ".", ".", "--fail-on", "lint-error")
    assert done.returncode == 1
    assert "threshold/unreachable" in done.stdout
    assert "alerts.yaml:" in done.stdout


def test_without_findings_of_that_weight_it_passes(setpoint: Run, project: Path) -> None:
    (project / "Pulumi.staging.yaml").unlink()  # its channels are prod's, which is an error
    done = setpoint("diff", ".", ".", "--fail-on", "lint-error,uncovered-hours,looser-in-prod")
    assert done.returncode == 0, done.stdout


def test_warnings_break_their_own_policy(setpoint: Run) -> None:
    assert setpoint("diff", ".", ".", "--fail-on", "lint-warning").returncode == 1


def test_an_override_lets_findings_pass_and_is_told(setpoint: Run, project: Path) -> None:
    break_the_threshold(project)
    done = setpoint("diff", ".", ".", "--fail-on", "lint-error", "--override", "known since May")
    assert done.returncode == 0
    assert "known since May" in done.stdout


def allow(project: Path, until: str) -> None:
    alerts = project / "alerts.yaml"
    allowance = (
        "allow:\n  - { check: threshold/unreachable, reason: so be it, owner: core,"
        f" until: {until} }}\n"
    )
    text = alerts.read_text()
    kept = text.partition("allow:\n")[0]
    alerts.write_text(f"{kept}{allowance}")


def test_what_a_change_allows_itself_breaks_the_policy(
    setpoint: Run, project: Path, tmp_path: Path
) -> None:
    """Else whoever opens a pull request lifts the policy that it is held to."""
    before = tmp_path / "before"
    shutil.copytree(project, before)
    break_the_threshold(project)
    allow(project, "2099-01-01")
    done = setpoint("diff", str(before), ".", "--fail-on", "lint-error")
    assert done.returncode == 1
    assert "(threshold/unreachable; this change allows it itself)" in done.stdout


def test_what_was_allowed_before_passes_until_its_day(
    setpoint: Run, project: Path, tmp_path: Path
) -> None:
    (project / "Pulumi.staging.yaml").unlink()  # its channels are prod's, which is an error
    break_the_threshold(project)
    before = tmp_path / "before"
    for until, code in (("2098-01-01", 0), ("2020-01-01", 1)):
        allow(project, until)
        shutil.copytree(project, before, dirs_exist_ok=True)
        allow(project, "2099-01-01")
        done = setpoint("diff", str(before), ".", "--fail-on", "lint-error")
        assert done.returncode == code, done.stdout
