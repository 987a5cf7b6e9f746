"""A merge deploys what was reviewed, or nothing: the scripts' own decisions, run as scripts.

What the commands themselves decide is tested where they are (tests/cli, tests/forge, tests/e2e);
here a command of the same name says what it was told to say.
"""

from __future__ import annotations

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
    [ "$PREVIEW_EXITS" = 3 ] || echo '{"changes": [], "messages": [], "succeeded": true}'
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


def _run(folder: Path, scripts: list[str], **variables: Any) -> tuple[int, str]:
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
        text=True,
        check=False,
    )
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
