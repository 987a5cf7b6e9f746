"""A stand-in of GitHub, and the variables by which its jobs know a pull request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests.forge.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.forge.stand_in import Comments


class Job(Protocol):
    """Makes a job's variables; keywords change the event's pull request.

    `started` is the label whose setting has started the job.
    """

    def __call__(
        self, *, auth: str | None = "writes", started: str | None = None, **request: Any
    ) -> dict[str, str]: ...


@pytest.fixture
def github() -> Iterator[Comments]:
    with StandIn() as comments:
        yield comments


@pytest.fixture
def gitlab() -> Iterator[Comments]:
    with StandIn(gitlab=True) as comments:
        yield comments


@pytest.fixture
def job(github: Comments, tmp_path: Path) -> Job:
    def variables(
        *, auth: str | None = "writes", started: str | None = None, **request: Any
    ) -> dict[str, str]:
        event = {
            "action": "labeled" if started else "synchronize",
            "pull_request": {"number": 12, "labels": [], "body": None, **request},
            **({"label": {"name": started}} if started else {}),
        }
        (tmp_path / "event.json").write_text(json.dumps(event))
        return {
            "GITHUB_EVENT_PATH": str(tmp_path / "event.json"),
            "GITHUB_API_URL": github.url,
            "GITHUB_REPOSITORY": "acme/alerts",
            **({"GITHUB_TOKEN": auth} if auth else {}),
        }

    return variables


@pytest.fixture
def pipeline(gitlab: Comments) -> dict[str, str]:
    """Return the variables of a merge request's pipeline."""
    return {
        "GITLAB_CI": "true",
        "CI_API_V4_URL": gitlab.url,
        "CI_PROJECT_ID": "42",
        "CI_MERGE_REQUEST_IID": "3",
        "CI_COMMIT_SHA": "5" * 40,
        "CI_MERGE_REQUEST_LABELS": f"bug,setpoint-override::{'5' * 40}",
        "CI_MERGE_REQUEST_DESCRIPTION": "Text\nsetpoint-override: agreed with ops",
        "GITLAB_TOKEN": "personal",
    }
