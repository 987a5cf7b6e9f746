"""`setpoint comment` and `setpoint override` as a job runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.forge.conftest import Job
    from tests.forge.stand_in import Comments


def run(job: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / "setpoint", *arguments],
        env=job,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def review(tmp_path: Path) -> Path:
    (tmp_path / "review.md").write_text("one change\n")
    return tmp_path / "review.md"


def test_a_comment_is_posted(github: Comments, job: Job, review: Path) -> None:
    done = run(job(), "comment", "--file", review)
    assert (done.returncode, done.stdout) == (0, "The comment is posted\n")
    assert github.bodies == ["<!-- setpoint diff -->\none change\n"]


def test_a_fork_without_token_is_no_failure(github: Comments, job: Job, review: Path) -> None:
    done = run(job(auth="reads"), "comment", "--file", review)
    assert done.returncode == 0
    assert "No comment was posted" in done.stderr
    assert not github.all


def test_a_broken_api_is_a_failure_without_the_token(job: Job, review: Path) -> None:
    done = run({**job(), "GITHUB_API_URL": "http://127.0.0.1:9"}, "comment", "--file", review)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: GET http://127.0.0.1:9/user failed")
    assert "writes" not in done.stderr


def test_an_override_prints_its_reason_or_nothing(job: Job) -> None:
    labels = [{"name": "fine-by-us"}]
    body = "setpoint-override: load test"
    asked = ("override", "--label", "fine-by-us")
    assert run(job(started="fine-by-us", labels=labels, body=body), *asked).stdout == "load test\n"
    assert run(job(body=body), *asked).stdout == ""
    assert run(job(started="fine-by-us", labels=labels), *asked).returncode == 1
    assert run(job(labels=labels, body=body), *asked).returncode == 1
