"""A merge deploys what was reviewed, or nothing: the scripts' own decisions, run as scripts.

What the commands themselves decide is tested where they are (tests/cli, tests/forge, tests/e2e);
here a command of the same name says what it was told to say.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/setpoint-environment.yml").read_text("utf-8"))
_STEPS = {one.get("name"): one for one in _WORKFLOW["jobs"]["preview"]["steps"]}
_TEMPLATE = yaml.safe_load((ROOT / ".gitlab/setpoint.yml").read_text("utf-8"))

# `reviewed` exits with the first number, `preview` with the second and prints an outcome.
_COMMAND = """#!/bin/sh
echo "$@" >> said
case "$*" in
  *reviewed\\ --env*) exit $REVIEWED_EXITS ;;
  *preview*)
    [ "$PREVIEW_EXITS" = 3 ] || cat outcome.json
    exit $PREVIEW_EXITS ;;
esac
"""
# Exit codes of `reviewed` and `preview`, whether the preview is held, exit code of the job.
_CASES = [
    (0, 1, True, 0),
    (0, 0, True, 0),
    (0, 2, True, 2),
    (1, 0, False, 0),
    (1, 1, False, 1),
    (2, 1, False, 2),
    (0, 3, True, 3),
]


_OUTCOME = {"changes": [], "messages": [], "succeeded": True}


def _run(
    folder: Path, scripts: list[str], outcome: dict[str, Any] = _OUTCOME, **variables: Any
) -> tuple[int, str]:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "outcome.json").write_text(json.dumps(outcome), "utf-8")
    for place in (folder / ".venv/bin/setpoint", folder / "bin/setpoint"):
        place.parent.mkdir(parents=True)
        place.write_text(_COMMAND, "utf-8")
        place.chmod(0o755)
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(scripts)],
        cwd=folder,
        env={
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "GITHUB_OUTPUT": str(folder / "output"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary"),
            **{name: str(value) for name, value in variables.items()},
        },
        capture_output=True,
        check=False,
    )
    (folder / "printed").write_bytes(done.stdout)
    said = folder / "said"
    return done.returncode, said.read_text("utf-8") if said.exists() else ""


@pytest.mark.parametrize(("reviewed", "preview", "held", "code"), _CASES)
def test_at_github(tmp_path: Path, reviewed: int, preview: int, held: bool, code: int) -> None:
    common = {"REVIEWED_EXITS": reviewed, "PREVIEW_EXITS": preview, "ENVIRONMENT": "prod"}
    first, _ = _run(tmp_path / "one", [_STEPS["What was reviewed"]["run"]], **common)
    if first:
        assert first == code
        return
    (output,) = (tmp_path / "one" / "output").read_text("utf-8").split()
    second = [_STEPS["Preview"]["run"]]
    told = output.removeprefix("code=")
    found, said = _run(tmp_path / "two", second, **common, REVIEWED=told)
    assert (found, "--reviewed reviewed.json" in said) == (code, held)


def test_a_deployment_by_hand_is_held_to_no_review_at_github(tmp_path: Path) -> None:
    step = _STEPS["What was reviewed"]
    assert step["if"] == "github.event_name == 'push' && vars.SETPOINT_REVIEWED != 'false'"
    variables = {"PREVIEW_EXITS": 1, "ENVIRONMENT": "prod", "REVIEWED": ""}
    found, said = _run(tmp_path / "one", [_STEPS["Preview"]["run"]], **variables)
    assert (found, "--reviewed" in said) == (0, False)


def test_no_message_of_a_preview_is_a_command_to_the_runner(tmp_path: Path) -> None:
    """The runner takes `::name::` at the start of a line for one, and ends lines at CR and LF."""
    text = "fine\r::add-mask::a\n::set-env name=A::b\x1b[2K\x85::error::c\u2028"
    name = "x\n    <b>\r::error::"
    change = {"op": "create", "type": "t", "name": name}
    outcome = {"changes": [change], "messages": [text], "succeeded": True}
    variables = {"PREVIEW_EXITS": 0, "ENVIRONMENT": "prod", "REVIEWED": ""}
    assert _run(tmp_path, [_STEPS["Preview"]["run"]], outcome, **variables)[0] == 0

    printed = (tmp_path / "printed").read_text("utf-8")
    told = (tmp_path / "summary").read_text("utf-8")
    assert [line for line in printed.splitlines() if not line.startswith("| ")] == []
    assert "| fine ::add-mask::a\n| ::set-env name=A::b" in printed
    assert told.splitlines()[2:] == ["    create t x     <b> ::error::"]


@pytest.mark.parametrize(("reviewed", "preview", "held", "code"), _CASES)
def test_at_gitlab(tmp_path: Path, reviewed: int, preview: int, held: bool, code: int) -> None:
    found, said = _gitlab(tmp_path, reviewed, preview, source="push")
    assert (found, "--reviewed reviewed.json" in said) == (code, held)


def test_a_deployment_by_hand_is_held_to_no_review_at_gitlab(tmp_path: Path) -> None:
    assert _gitlab(tmp_path, 1, 1, source="web")[0] == 0
    assert _gitlab(tmp_path / "lifted", 1, 1, source="push", SETPOINT_REVIEWED="false")[0] == 0


def _gitlab(
    folder: Path, reviewed: int, preview: int, source: str, **variables: str
) -> tuple[int, str]:
    chosen = {
        **_TEMPLATE[".setpoint"]["variables"],
        "REVIEWED_EXITS": reviewed,
        "PREVIEW_EXITS": preview,
        "SETPOINT_ENV": "prod",
        "CI_PIPELINE_SOURCE": source,
        **variables,
    }
    return _run(folder / "job", _TEMPLATE["setpoint-preview"]["script"], **chosen)


def test_the_token_that_reads_is_not_where_the_project_s_program_runs() -> None:
    assert "GITHUB_TOKEN" not in _STEPS["Preview"]["env"]
    assert _STEPS["What was reviewed"]["env"]["GITHUB_TOKEN"] == "${{ github.token }}"


def test_every_pull_request_is_reviewed_whatever_it_touches() -> None:
    """A program, its requirements and its plugins can have any name."""
    path = ROOT / ".github/workflows/setpoint-review.yml"
    review = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - `on` is a word
    assert "paths" not in review["on"]["pull_request"]
    for name in ("setpoint-review", "setpoint-comment"):
        assert all("changes" not in rule for rule in _TEMPLATE[name]["rules"])
