"""A plan file, as CI carries it from one job to the next: `up` does what it says, or nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import Project, project_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.timeout(1200)

_CONFIG = "alerts/all.yaml"
_SETTINGS = "Pulumi.prod.yaml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Iterator[Project]:
    """A small project whose stack stands."""
    del engine  # only that there is one
    files = {
        _CONFIG: (Path(__file__).parents[1] / "force" / "every_kind.yaml").read_text("utf-8"),
        _SETTINGS: "config:\n  aws:region: us-east-1\n",
    }
    with project_of(tmp_path_factory.mktemp("plans") / "acme", files, forked=True) as made:
        made.operate("up", "prod")
        yield made


def _saved(project: Project, name: str) -> Path:
    """Preview an edit, as a job does; return the plan file."""
    plan = project.root / name
    project.json("preview", "--env", "prod", "--sandbox", "--save-plan", str(plan), code=1)
    return plan


def _up(project: Project, plan: Path, code: int) -> str:
    """Do what a plan says, as the next job does; return what is said of it."""
    done = project.run("up", "--env", "prod", "--sandbox", "--plan", str(plan), code=code)
    return done.stdout + done.stderr


def _thresholds(project: Project) -> set[float]:
    alarms = project.aws("cloudwatch").describe_alarms()["MetricAlarms"]
    return {one["Threshold"] for one in alarms if one["AlarmName"].endswith("slow")}


def _set(project: Project, old: int, new: int) -> None:
    project.edit(_CONFIG, f"threshold: {old}\n", f"threshold: {new}\n")


def test_up_does_what_a_plan_says_and_nothing_where_something_has_changed(
    project: Project,
) -> None:
    _set(project, 10, 11)
    plan = _saved(project, "plan.json")
    edits: tuple[tuple[str, Callable[[], None], Callable[[], None]], ...] = (
        ("the config", lambda: _set(project, 11, 99), lambda: _set(project, 99, 11)),
        (
            "the stack's settings",
            lambda: project.edit(_SETTINGS, "us-east-1\n", "us-east-1\n  aws:maxRetries: '9'\n"),
            lambda: project.edit(_SETTINGS, "us-east-1\n  aws:maxRetries: '9'\n", "us-east-1\n"),
        ),
        (
            "the program",
            lambda: (project.root / "more.py").write_text("MORE = 1\n", "utf-8") and None,
            (project.root / "more.py").unlink,
        ),
    )
    for named, edit, back in edits:
        edit()
        said = _up(project, plan, 1)
        assert f"Nothing was changed: {named}" in said
        assert "preview again" in said
        assert _thresholds(project) == {10}
        back()
    _up(project, plan, 0)
    assert _thresholds(project) == {11}


def test_a_plan_of_a_state_that_is_no_more_is_refused(project: Project) -> None:
    (before,) = _thresholds(project)
    _set(project, int(before), 21)
    plan = _saved(project, "stale.json")
    _set(project, 21, 22)
    project.operate("up", "prod")
    _set(project, 22, 21)
    assert "the stack's state" in _up(project, plan, 1)
    assert _thresholds(project) == {22}
    _up(project, _saved(project, "fresh.json"), 0)
    assert _thresholds(project) == {21}


def test_a_forged_plan_does_no_more_than_be_refused(project: Project) -> None:
    (before,) = _thresholds(project)
    _set(project, int(before), 31)
    plan = _saved(project, "forged.json")
    document = json.loads(plan.read_text("utf-8"))
    document["catalog"] = {}
    document["changes"] = []
    plan.write_text(json.dumps(document), "utf-8")
    assert "what would be done" in _up(project, plan, 1)
    assert _thresholds(project) == {before}
    _set(project, 31, int(before))


def test_a_deployment_does_what_the_pull_request_has_shown_and_no_more(
    project: Project, tmp_path: Path
) -> None:
    """The review is offline; what it says of resources holds for the engine's preview."""
    (before,) = _thresholds(project)
    shutil.copytree(project.root, tmp_path / "base", symlinks=True)
    _set(project, int(before), 41)
    project.run("diff", str(tmp_path / "base"), "--save-plans", str(tmp_path / "plans"))
    asked = (
        "preview",
        "--env",
        "prod",
        "--sandbox",
        "--reviewed",
        str(tmp_path / "plans/plan-prod.json"),
    )
    shown = project.run(*asked, "--save-plan", str(project.root / "held.json"), code=1)
    assert "reviewed" not in shown.stderr

    _set(project, 41, int(before))
    project.edit(_CONFIG, "name: Errors,", "name: Failures,")
    project.operate("up", "prod")
    project.edit(_CONFIG, "name: Failures,", "name: Errors,")
    _set(project, int(before), 41)
    refused = project.run(*asked, code=2)
    assert "not what was reviewed: QueryDefinition errors would change, too" in refused.stderr
