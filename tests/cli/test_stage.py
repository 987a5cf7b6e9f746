"""What was previewed is what is done: a plan file holds a run to it, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from setpoint.automation.steps import Outcome, PropertyChange, Step
from setpoint.catalog import held, load_catalog
from setpoint.cli import app
from setpoint.cli._plan_file import (
    read_plan,
    require_plan,
    require_reviewed,
    save_plan,
    save_reviewed,
)
from setpoint.cli._stage import read_stage
from setpoint.cli.failure import CommandError
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.cli._stage import Stage

_URN = "urn:pulumi:prod::acme::t::api/busy"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "acme"
    root.mkdir()
    for name in ("Pulumi.yaml", "Pulumi.prod.yaml", "Pulumi.staging.yaml", "__main__.py"):
        shutil.copy(ROOT / name, root)
    for name in ("alerts", "docs/runbooks"):
        shutil.copytree(ROOT / name, root / name)
    return root


def _preview(threshold: int = 90, state: str = "s1") -> Outcome:
    change = PropertyChange("threshold", "update", 80, threshold)
    steps = [
        Step("update", "running", _URN, "t", "api/busy", (change,)),
        Step("same", "running", f"{_URN}2", "t", "other"),
    ]
    return Outcome(operation="preview", environment="prod", steps=steps, state=state)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def _hold(plan: Path, stage: Stage, preview: Outcome) -> None:
    require_plan(read_plan(plan, "preview", stage), stage, preview)


def _hold_reviewed(plan: Path, stage: Stage, preview: Outcome) -> None:
    require_reviewed(read_plan(plan, "review", stage), preview)


def test_a_plan_that_still_holds_is_held_to(project: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    save_plan(plan, read_stage(project, "prod"), _preview())
    _hold(plan, read_stage(project, "prod"), _preview())
    document = json.loads(plan.read_text("utf-8"))
    assert document["environment"] == "prod"
    assert document["changes"] == [["update", _URN, "threshold"]]
    assert document["catalog"]["alerts"]


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (("alerts/payments.yaml", "threshold: 2", "threshold: 3"), "the config"),
        (("Pulumi.prod.yaml", "us-east-1", "us-east-1\n  x:y: z"), "settings"),
        (("__main__.py", "import pulumi", "import pulumi  # more"), "the program"),
    ],
)
def test_what_was_edited_since_is_named(
    project: Path, tmp_path: Path, edit: tuple[str, str, str], named: str
) -> None:
    plan, before = tmp_path / "plan.json", read_stage(project, "prod")
    save_plan(plan, before, _preview())
    file, old, new = edit
    _edit(project / file, old, new)
    with pytest.raises(CommandError, match=named) as caught:
        _hold(plan, read_stage(project, "prod"), _preview())
    assert caught.value.exit_code == 1
    with pytest.raises(CommandError, match=named):
        before.recheck()


def test_another_state_and_other_changes_are_refused(project: Path, tmp_path: Path) -> None:
    plan, stage = tmp_path / "plan.json", read_stage(project, "prod")
    save_plan(plan, stage, _preview())
    with pytest.raises(CommandError, match="the stack's state changed"):
        _hold(plan, stage, _preview(state="s2"))
    more = _preview()
    more.steps.append(Step("delete", "running", f"{_URN}3", "t", "page"))
    with pytest.raises(CommandError, match="what would be done changed"):
        _hold(plan, stage, more)


def test_a_plan_is_of_one_environment_of_one_project(project: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    save_plan(plan, read_stage(project, "prod"), _preview())
    with pytest.raises(CommandError, match="another environment: prod, not staging"):
        _hold(plan, read_stage(project, "staging"), _preview())
    _edit(project / "Pulumi.yaml", "name: ", "name: x-")
    with pytest.raises(CommandError, match="another project"):
        _hold(plan, read_stage(project, "prod"), _preview())


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"version": 99}', "\x00"])
def test_what_is_no_plan_is_told(project: Path, tmp_path: Path, content: str | None) -> None:
    plan = tmp_path / "plan.json"
    if content is not None:
        plan.write_text(content, "utf-8")
    with pytest.raises(CommandError, match="plan"):
        _hold(plan, read_stage(project, "prod"), _preview())


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_a_plan_is_a_regular_file(
    project: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    plan = tmp_path / "plan.json"
    make(plan)

    with pytest.raises(CommandError, match="no regular file"):
        _hold(plan, read_stage(project, "prod"), _preview())


@pytest.mark.parametrize(("command", "option"), [("up", "--plan"), ("preview", "--reviewed")])
def test_a_wrong_plan_is_refused_before_anything_is_previewed(
    project: Path, tmp_path: Path, command: str, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text("{}")
    arguments = ["--project", str(project), command, "--env", "prod", option, str(plan)]

    monkeypatch.setattr(f"setpoint.cli.{command}.operate", pytest.fail)
    done = CliRunner().invoke(app, arguments)

    assert isinstance(done.exception, CommandError)
    assert "no plan file of this version" in str(done.exception)


def test_a_held_catalog_stands_for_files_that_are_edited(project: Path) -> None:
    """A threshold that was not previewed is not provisioned: the program reads nothing again."""
    catalog = read_stage(project, "prod").catalog
    with held(catalog, project):
        _edit(project / "alerts" / "payments.yaml", "threshold: 2", "threshold: 50")
        assert load_catalog(project, "prod") is catalog
        assert load_catalog(project, "staging") is not catalog
    assert load_catalog(project, "prod") != catalog


def test_secrets_are_in_no_plan(project: Path, tmp_path: Path) -> None:
    overlay = project / "Pulumi.prod.yaml"
    people = read_stage(project, "prod").catalog.people
    key = next(iter(people))
    _edit(
        overlay,
        "setpoint:config:\n",
        f"setpoint:config:\n    people: {{ {key}: {{ phone: {{ secure: v1:abc:def }} }} }}\n",
    )
    stage = read_stage(project, "prod")
    save_plan(tmp_path / "plan.json", stage, _preview())
    assert "v1:abc:def" not in (tmp_path / "plan.json").read_text("utf-8")


_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"


def _alarm(
    name: str, op: str = "update", parent: str = "setpoint:cloudwatch:ServiceAlarms"
) -> Step:
    urn = f"urn:pulumi:prod::acme::{parent}${_ALARM}::{name}"
    return Step(op, "running", urn, _ALARM, name)


def _of(*steps: Step) -> Outcome:
    return Outcome(operation="preview", environment="prod", steps=list(steps), state="s1")


@pytest.fixture
def reviewed(project: Path, tmp_path: Path) -> Path:
    """What the review of an edit of Stripe's threshold has left."""
    base = read_stage(project, "prod").catalog
    _edit(project / "alerts" / "payments.yaml", "threshold: 2", "threshold: 3")
    save_reviewed(tmp_path / "plans", project, {"prod": base, "staging": None})
    return tmp_path / "plans" / "plan-prod.json"


def test_a_preview_that_shows_what_was_reviewed_passes(project: Path, reviewed: Path) -> None:
    stage = read_stage(project, "prod")
    steps = _alarm("payments/stripe-errors"), _alarm("api/high-cpu", "same")
    _hold_reviewed(reviewed, stage, _of(*steps))
    _hold_reviewed(reviewed, stage, _of())


def test_what_a_review_leaves_is_the_same_wherever_the_project_lies(
    project: Path, reviewed: Path, tmp_path: Path
) -> None:
    shutil.copytree(project, tmp_path / "elsewhere" / "acme")
    stage = read_stage(tmp_path / "elsewhere" / "acme", "prod")
    _hold_reviewed(reviewed, stage, _of(_alarm("payments/stripe-errors")))


@pytest.mark.parametrize("op", ["update", "create", "delete", "replace"])
def test_a_preview_that_shows_more_is_refused(project: Path, reviewed: Path, op: str) -> None:
    """The state isn't what the base of the pull request says."""
    steps = _alarm("payments/stripe-errors"), _alarm("api/high-cpu", op)
    with pytest.raises(CommandError, match="api/high-cpu would change, too") as caught:
        _hold_reviewed(reviewed, read_stage(project, "prod"), _of(*steps))
    assert caught.value.exit_code == 2


def test_resources_of_the_program_itself_are_not_held(project: Path, reviewed: Path) -> None:
    stage = read_stage(project, "prod")
    _hold_reviewed(reviewed, stage, _of(_alarm("own", parent="acme:index:Own")))


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("alerts/payments.yaml", "threshold: 3", "threshold: 4", "the config"),
        ("Pulumi.prod.yaml", "us-east-1", "us-east-1\n  x:y: z", "settings"),
        ("__main__.py", "import pulumi", "import pulumi  # more", "the program"),
    ],
)
def test_another_config_or_program_than_the_reviewed_is_refused(  # noqa: PLR0917 - one edit
    project: Path, reviewed: Path, file: str, old: str, new: str, named: str
) -> None:
    _edit(project / file, old, new)
    with pytest.raises(CommandError, match=named):
        _hold_reviewed(reviewed, read_stage(project, "prod"), _of())


@pytest.mark.parametrize("resources", [None, 7, [7], [["a", 1]], {"a": "b"}])
def test_a_forged_review_can_only_be_refused(
    project: Path, reviewed: Path, resources: object
) -> None:
    document = json.loads(reviewed.read_text("utf-8"))
    reviewed.write_text(json.dumps({**document, "resources": resources}), "utf-8")
    with pytest.raises(CommandError):
        _hold_reviewed(reviewed, read_stage(project, "prod"), _of(_alarm("api/high-cpu")))


def test_neither_kind_of_plan_stands_for_the_other(project: Path, reviewed: Path) -> None:
    stage = read_stage(project, "prod")
    with pytest.raises(CommandError, match="no plan file of a preview"):
        _hold(reviewed, stage, _preview())
    save_plan(reviewed, stage, _preview())
    with pytest.raises(CommandError, match="no plan file of a review"):
        _hold_reviewed(reviewed, stage, _preview())
