"""What a review has left is found by the commit that is deployed, and never unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.forge import (
    ForgeError,
    NotAllowedError,
    NothingReviewedError,
    deployment,
    reviewed_file,
)
from tests.forge.stand_in import StandIn
from tests.forge.test_commands import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.forge.stand_in import Comments

_COMMIT, _HEAD = "c" * 40, "a" * 40
_REPOSITORY = "/repos/acme/alerts"
_PULLS = f"{_REPOSITORY}/commits/{_COMMIT}/pulls"
_RUNS = f"{_REPOSITORY}/actions/workflows/setpoint-review.yml/runs"
_ARTIFACTS = f"{_REPOSITORY}/actions/runs/5/artifacts"
_ZIP = f"{_REPOSITORY}/actions/artifacts/6/zip"
_PROJECT = "/projects/42"
_JOBS = f"{_PROJECT}/pipelines/7/jobs"
_FILE = f"{_PROJECT}/jobs/8/artifacts/setpoint-review/plans/plan-prod.json"


def _archive(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "-") + ".json", text)
    return content.getvalue()


@pytest.fixture
def at_github(github: Comments) -> dict[str, str]:
    """Return the variables of a job that deploys a merged pull request."""
    github.answers = {
        _PULLS: [
            {"merge_commit_sha": "d" * 40, "head": {"sha": "b" * 40}},
            {"merge_commit_sha": _COMMIT, "head": {"sha": _HEAD}},
        ],
        _RUNS: {"workflow_runs": [{"id": 5}, {"id": 4}]},
        _ARTIFACTS: {"artifacts": [{"id": 6, "expired": False}]},
        _ZIP: _archive(plan_prod=b"{}", plan_staging=b"[]"),
    }
    return {
        "GITHUB_API_URL": github.url,
        "GITHUB_REPOSITORY": "acme/alerts",
        "GITHUB_SHA": _COMMIT,
        "GITHUB_TOKEN": "reads",
    }


def _request(number: int, state: str, merge: str | None) -> dict[str, Any]:
    commits = {"merge_commit_sha": merge, "squash_commit_sha": None, "sha": _HEAD}
    return {"iid": number, "state": state, **commits}


@pytest.fixture
def at_gitlab(gitlab: Comments) -> dict[str, str]:
    """Return the variables of a job that deploys a merged merge request."""
    gitlab.answers = {
        f"{_PROJECT}/repository/commits/{_COMMIT}/merge_requests": [
            _request(2, "merged", None),
            _request(4, "opened", _COMMIT),  # its last commit, pushed to main by other ways
            _request(5, "closed", _COMMIT),
            _request(3, "merged", _COMMIT),
        ],
        f"{_PROJECT}/merge_requests/3/pipelines": [
            {"id": 9, "status": "failed"},
            {"id": 7, "status": "success"},
        ],
        _JOBS: [{"id": 1, "name": "another"}, {"id": 8, "name": "setpoint-review"}],
        _FILE: b"{}",
    }
    return {
        "GITLAB_CI": "true",
        "CI_API_V4_URL": gitlab.url,
        "CI_PROJECT_ID": "42",
        "CI_COMMIT_SHA": _COMMIT,
        "GITLAB_TOKEN": "personal",
    }


def test_it_is_found_at_github(github: Comments, at_github: dict[str, str]) -> None:
    assert reviewed_file(deployment(at_github), "plan-prod.json") == b"{}"
    asked = next(one for one in github.requests if "/runs?" in one)
    assert f"head_sha={_HEAD}" in asked
    assert "status=success" in asked


def test_it_is_found_at_gitlab(at_gitlab: dict[str, str]) -> None:
    assert reviewed_file(deployment(at_gitlab), "plan-prod.json") == b"{}"


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_the_token_goes_to_no_other_host(request: pytest.FixtureRequest, forge: str) -> None:
    """Artifacts lie in a store of their own, to which the forge sends whoever asks."""
    variables: dict[str, str] = request.getfixturevalue(f"at_{forge}")
    comments: Comments = request.getfixturevalue(forge)
    path = _ZIP if forge == "github" else _FILE
    with StandIn() as store:
        store.answers["/file"] = comments.answers[path]
        comments.answers[path] = f"{store.url}/file"
        assert reviewed_file(deployment(variables), "plan-prod.json") == b"{}"
        assert not {"authorization", "private-token"} & store.carried["/file"]
    assert {"authorization", "private-token"} & comments.carried[path]


def test_a_store_in_the_clear_is_not_asked(github: Comments, at_github: dict[str, str]) -> None:
    github.answers[_ZIP] = "http://store.example/file"
    with pytest.raises(ForgeError, match="must be https"):
        reviewed_file(deployment(at_github), "plan-prod.json")


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        (_PULLS, [], "no pull request was merged"),
        (_PULLS, [{"merge_commit_sha": "d" * 40}], "no pull request was merged"),
        (_RUNS, {"workflow_runs": []}, "no review of aaaaaaaaaaaa has succeeded"),
        (_ARTIFACTS, {"artifacts": []}, "has left no setpoint-reviewed"),
        (_ARTIFACTS, {"artifacts": [{"id": 6, "expired": True}]}, "expired"),
        (_ZIP, _archive(plan_staging=b"{}"), "has left no plan-prod.json"),
    ],
)
def test_where_nothing_was_reviewed_that_is_told(
    github: Comments, at_github: dict[str, str], path: str, answer: object, said: str
) -> None:
    github.answers[path] = answer
    with pytest.raises(NothingReviewedError, match=said):
        reviewed_file(deployment(at_github), "plan-prod.json")


def _damaged(compression: int) -> bytes:
    """An archive whose directory is fine and whose member isn't."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        archive.writestr("plan-prod.json", b"{}" * 1_000)
    whole = bytearray(content.getvalue())
    start = whole.index(b"plan-prod.json") + len("plan-prod.json")
    whole[start : start + 12] = b"\xff" * 12
    return bytes(whole)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no archive",
        _archive()[:10],
        _damaged(zipfile.ZIP_DEFLATED),
        _damaged(zipfile.ZIP_BZIP2),
        _damaged(zipfile.ZIP_LZMA),
        _damaged(zipfile.ZIP_STORED),
    ],
)
def test_a_damaged_archive_is_an_error(
    github: Comments, at_github: dict[str, str], content: bytes
) -> None:
    github.answers[_ZIP] = content
    with pytest.raises(ForgeError, match="can't be read"):
        reviewed_file(deployment(at_github), "plan-prod.json")


def test_an_archive_that_swells_is_not_taken(github: Comments, at_github: dict[str, str]) -> None:
    github.answers[_ZIP] = _archive(plan_prod=bytes(60_000_000))
    with pytest.raises(ForgeError, match="larger than"):
        reviewed_file(deployment(at_github), "plan-prod.json")


def test_a_job_without_token_is_told(at_github: dict[str, str]) -> None:
    with pytest.raises(NotAllowedError, match="GITHUB_TOKEN"):
        deployment({**at_github, "GITHUB_TOKEN": ""})


def test_the_command_writes_it_or_exits_with_1(
    github: Comments, at_github: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "reviewed.json"
    asked = ("reviewed", "--env", "prod", "--output", str(file))
    assert run(at_github, *asked).returncode == 0
    assert file.read_bytes() == b"{}"
    github.answers[_PULLS] = []
    done = run(at_github, *asked)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: Nothing was reviewed: no pull request")
    assert run({**at_github, "GITHUB_TOKEN": ""}, *asked).returncode == 2
