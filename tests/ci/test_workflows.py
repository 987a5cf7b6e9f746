"""Action, workflows and the GitLab template: pinned, with few rights, and safe from strangers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = [ROOT / "action.yml", *WORKFLOWS]


def load(path: Path) -> dict[str, Any]:
    # `on` is a word, not the truth that YAML 1.1 makes of it.
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    return loaded


def steps(path: Path) -> Iterator[dict[str, Any]]:
    content = load(path)
    yield from content.get("runs", {}).get("steps", ())
    for job in content.get("jobs", {}).values():
        yield from job.get("steps", ())
        if "uses" in job:
            yield job


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_other_peoples_actions_are_pinned_to_a_commit(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    for one in used:
        assert one.startswith("./") or re.fullmatch(r"[\w.-]+(/[\w.-]+)+@[0-9a-f]{40}", one), one
    text = path.read_text("utf-8")
    assert len(re.findall(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", text, re.MULTILINE)) == sum(
        not one.startswith("./") for one in used
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_expression_reaches_a_shell(path: Path) -> None:
    scripts = [step["run"] for step in steps(path) if "run" in step]
    assert scripts or path.name in {"setpoint-review.yml", "setpoint-deploy.yml"}
    assert not [script for script in scripts if "${{" in script]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_starts_without_rights_and_has_an_end(path: Path) -> None:
    content = load(path)
    assert content["permissions"] in ({}, {"contents": "read"}, "")
    for name, job in content["jobs"].items():
        assert "uses" in job or int(job["timeout-minutes"]) <= 60, name
    assert "pull_request_target" not in content["on"]


def test_the_review_has_no_more_rights_than_a_comment_and_findings_take() -> None:
    (job,) = load(ROOT / ".github/workflows/setpoint-review.yml")["jobs"].values()
    assert job["permissions"] == {
        "contents": "read",
        "pull-requests": "write",
        "security-events": "write",
    }


def test_staging_comes_before_prod_and_credentials_by_oidc() -> None:
    jobs = load(ROOT / ".github/workflows/setpoint-deploy.yml")["jobs"]
    assert [jobs[name]["with"]["environment"] for name in jobs] == ["staging", "prod"]
    assert jobs["prod"]["needs"] == "staging"
    each = load(ROOT / ".github/workflows/setpoint-environment.yml")
    assert each["jobs"]["up"]["environment"] == "${{ inputs.environment }}"
    assert each["jobs"]["up"]["needs"] == "preview"
    for job in each["jobs"].values():
        assert job["permissions"]["id-token"] == "write"
        assert any("role-to-assume" in step.get("with", {}) for step in job["steps"])
    text = "".join(path.read_text("utf-8") for path in WORKFLOWS)
    assert "aws-access-key-id" not in text


def test_checkouts_leave_no_token_behind() -> None:
    for path in WORKFLOWS:
        for step in steps(path):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false", path.name


def test_every_input_of_the_action_is_used_and_described() -> None:
    action = load(ROOT / "action.yml")
    text = (ROOT / "action.yml").read_text("utf-8")
    for name, one in action["inputs"].items():
        assert one["description"]
        assert f"inputs.{name}" in text
