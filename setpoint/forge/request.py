"""The pull request that a CI job is about, from what GitHub Actions or GitLab CI tells it.

GitHub: https://docs.github.com/actions/reference/workflows-and-actions/variables and the
event's payload; GitLab: https://docs.gitlab.com/ci/variables/predefined_variables/.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from setpoint.forge.errors import ForgeError

if TYPE_CHECKING:
    from collections.abc import Mapping

Forge: TypeAlias = Literal["github", "gitlab"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    """A pull request, or a merge request.

    Attributes:
        api: Address of the forge's API.
        project: `owner/name` at GitHub, the project's id at GitLab.
        body: Its description, written by whoever opened it.
        labels_of_head: Those that were certainly set on the commit that the job looks at: at
            GitHub the one whose setting has started the job, at GitLab the name of one that is
            called `NAME::COMMIT`, for GitLab starts nothing for a label.
        head: That commit, where the forge's labels name it.
        token: None where the job has none.
        author: Who the token writes as, where it may not ask that itself.
    """

    forge: Forge
    api: str
    project: str
    number: int
    labels: tuple[str, ...] = ()
    labels_of_head: tuple[str, ...] = ()
    head: str | None = None
    body: str = ""
    token: str | None = field(default=None, repr=False)
    author: str | None = None


def pull_request(environ: Mapping[str, str]) -> PullRequest:
    """Return the pull request that the job runs for.

    Raises:
        ForgeError: The job runs for none, or in no CI that is known.
    """
    if environ.get("GITLAB_CI"):
        return _merge_request(environ)
    if environ.get("GITHUB_EVENT_PATH"):
        return _github(environ)
    raise ForgeError(
        "This runs neither in GitHub Actions (GITHUB_EVENT_PATH) nor in GitLab CI (GITLAB_CI)"
    )


def _github(environ: Mapping[str, str]) -> PullRequest:
    payload = _event(Path(environ["GITHUB_EVENT_PATH"]))
    request = payload.get("pull_request")
    if not isinstance(request, dict):
        raise ForgeError("The event of this job is no pull request's; run it on pull_request")
    return PullRequest(
        forge="github",
        api=environ.get("GITHUB_API_URL", "https://api.github.com"),
        project=required(environ, "GITHUB_REPOSITORY"),
        number=int(request["number"]),
        labels=tuple(label["name"] for label in request.get("labels", ())),
        labels_of_head=_label_set(payload),
        body=request.get("body") or "",
        token=environ.get("GITHUB_TOKEN") or None,
    )


def _label_set(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the label whose setting the event is about."""
    label = payload.get("label")
    if payload.get("action") != "labeled" or not isinstance(label, dict):
        return ()
    return (str(label["name"]),)


def _event(path: Path) -> dict[str, Any]:
    try:
        payload = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ForgeError(f"GITHUB_EVENT_PATH ({path}) can't be read: {error}") from error
    return payload if isinstance(payload, dict) else {}


def _merge_request(environ: Mapping[str, str]) -> PullRequest:
    if not environ.get("CI_MERGE_REQUEST_IID"):
        raise ForgeError("This pipeline is no merge request's; run it on merge_request_event")
    labels = tuple(environ.get("CI_MERGE_REQUEST_LABELS", "").split(","))
    # In a pipeline of merged results the job's own commit is the merge.
    head = environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or required(environ, "CI_COMMIT_SHA")
    scoped = (label.rpartition("::") for label in labels)
    return PullRequest(
        forge="gitlab",
        api=required(environ, "CI_API_V4_URL"),
        project=required(environ, "CI_PROJECT_ID"),
        number=int(environ["CI_MERGE_REQUEST_IID"]),
        labels=labels,
        labels_of_head=tuple(name for name, _, commit in scoped if commit == head),
        head=head,
        body=environ.get("CI_MERGE_REQUEST_DESCRIPTION", ""),
        token=environ.get("GITLAB_TOKEN") or None,
    )


def required(environ: Mapping[str, str], name: str) -> str:
    """Return a variable that CI sets.

    Raises:
        ForgeError: It isn't set.
    """
    if not environ.get(name):
        raise ForgeError(f"{name} is not set; CI sets it")
    return environ[name]
