"""What was previewed is what is done: a plan file holds a run to it, and nothing else."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from setpoint.automation.steps import Outcome, PropertyChange, Step
from setpoint.catalog import held, load_catalog
from setpoint.cli._stage import read_stage, require_plan, save_plan
from setpoint.cli.failure import CommandError
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

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


def test_a_plan_that_still_holds_is_held_to(project: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    save_plan(plan, read_stage(project, "prod"), _preview())
    require_plan(plan, read_stage(project, "prod"), _preview())
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
        require_plan(plan, read_stage(project, "prod"), _preview())
    assert caught.value.exit_code == 1
    with pytest.raises(CommandError, match=named):
        before.recheck()


def test_another_state_and_other_changes_are_refused(project: Path, tmp_path: Path) -> None:
    plan, stage = tmp_path / "plan.json", read_stage(project, "prod")
    save_plan(plan, stage, _preview())
    with pytest.raises(CommandError, match="the stack's state changed"):
        require_plan(plan, stage, _preview(state="s2"))
    more = _preview()
    more.steps.append(Step("delete", "running", f"{_URN}3", "t", "page"))
    with pytest.raises(CommandError, match="what would be done changed"):
        require_plan(plan, stage, more)


def test_a_plan_is_of_one_environment_of_one_project(project: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    save_plan(plan, read_stage(project, "prod"), _preview())
    with pytest.raises(CommandError, match="another environment: prod, not staging"):
        require_plan(plan, read_stage(project, "staging"), _preview())
    _edit(project / "Pulumi.yaml", "name: ", "name: x-")
    with pytest.raises(CommandError, match="another project"):
        require_plan(plan, read_stage(project, "prod"), _preview())


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"version": 99}', "\x00"])
def test_what_is_no_plan_is_told(project: Path, tmp_path: Path, content: str | None) -> None:
    plan = tmp_path / "plan.json"
    if content is not None:
        plan.write_text(content, "utf-8")
    with pytest.raises(CommandError, match="plan"):
        require_plan(plan, read_stage(project, "prod"), _preview())


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
