"""What the review of a merged pull request has left for the deployment, fetched from the forge.

Whoever opened the pull request may have written it: it is read as bytes and never unpacked.
Sources: GitHub's REST API ("List pull requests associated with a commit", "List workflow runs",
"List workflow run artifacts", "Download an artifact"); GitLab's ("List merge requests
associated with a commit", "List merge request pipelines", "List pipeline jobs", "Download a
single artifact file by job ID").
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from setpoint.forge.client import Client
from setpoint.forge.errors import ForgeError, NotAllowedError
from setpoint.forge.github import headers as github_headers
from setpoint.forge.request import required

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of the action's, and of the workflow that uses it.
ARTIFACT: Final = "setpoint-reviewed"
WORKFLOW: Final = "setpoint-review.yml"
# Of the template's.
JOB: Final = "setpoint-review"
_GITLAB_FOLDER: Final = "setpoint-review/plans"
_LARGEST: Final = 50_000_000


# What reading a member of a damaged or hostile archive can raise.
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)


class NothingReviewedError(ForgeError):
    """No review has left anything for the commit; the message says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """A job that deploys a commit.

    Attributes:
        project: `owner/name` at GitHub, the project's id at GitLab.
        token: May read pull requests, jobs and what they leave.
        artifact: What the review calls what it leaves, at GitHub.
        workflow: The file of the review's workflow, at GitHub.
    """

    gitlab: bool
    api: str
    project: str
    commit: str
    token: str = field(repr=False)
    artifact: str = ARTIFACT
    workflow: str = WORKFLOW


def deployment(environ: Mapping[str, str]) -> Deployment:
    """Return the deployment that the job is, from what CI tells it.

    Raises:
        ForgeError: The job runs in no CI that is known, or has no token.
    """
    gitlab = bool(environ.get("GITLAB_CI"))
    if not gitlab and not environ.get("GITHUB_SHA"):
        raise ForgeError("This runs neither in GitHub Actions nor in GitLab CI")
    names = ("CI_API_V4_URL", "CI_PROJECT_ID", "CI_COMMIT_SHA", "GITLAB_TOKEN")
    if not gitlab:
        names = ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_SHA", "GITHUB_TOKEN")
    if not environ.get(names[-1]):
        raise NotAllowedError(f"{names[-1]} is not set")
    api, project, commit, token = (required(environ, name) for name in names)
    return Deployment(gitlab=gitlab, api=api, project=project, commit=commit, token=token)


def reviewed_file(job: Deployment, name: str) -> bytes:
    """Return a file that the last successful review of the commit's pull request has left.

    Args:
        job: The deployment.
        name: What the file is called.

    Raises:
        NothingReviewedError: There is none.
        ForgeError: The forge refuses or is not there.
    """
    return _gitlab(job, name) if job.gitlab else _github(job, name)


def _github(job: Deployment, name: str) -> bytes:
    client = Client(job.api, github_headers(job.token))
    repository = f"/repos/{job.project}"
    pulls = client.pages(f"{repository}/commits/{job.commit}/pulls?per_page=100")
    merged = [one for one in pulls if one.get("merge_commit_sha") == job.commit]
    pull = _first(merged, f"no pull request was merged as {job.commit[:12]}")
    head = pull["head"]["sha"]
    asked = f"event=pull_request&status=success&head_sha={head}"
    runs = client.get(f"{repository}/actions/workflows/{quote(job.workflow, safe='')}/runs?{asked}")
    run = _first(_listed(runs, "workflow_runs"), f"no review of {head[:12]} has succeeded")
    kept = client.get(f"{repository}/actions/runs/{run['id']}/artifacts?name={quote(job.artifact)}")
    alive = [one for one in _listed(kept, "artifacts") if not one["expired"]]
    artifact = _first(
        alive, f"the review of {head[:12]} has left no {job.artifact}, or it has expired"
    )
    archive = client.download(f"{repository}/actions/artifacts/{artifact['id']}/zip", _LARGEST)
    return _member(archive, name)


def _listed(answer: Any, key: str) -> list[dict[str, Any]]:
    """Return the items under a key; None is what a token may not see."""
    if answer is None:
        raise NotAllowedError("The token may not read workflow runs: give it actions: read")
    found: list[dict[str, Any]] = answer[key]
    return found


def _member(archive: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened, opened.open(name) as stream:
            content = stream.read(_LARGEST + 1)
    except KeyError:
        raise NothingReviewedError(f"the review has left no {name}") from None
    except _UNREADABLE as error:
        raise ForgeError(f"What the review has left can't be read: {error}") from error
    if len(content) > _LARGEST:
        raise ForgeError(f"{name} is larger than {_LARGEST} bytes")
    return content


def _gitlab(job: Deployment, name: str) -> bytes:
    client = Client(job.api, {"PRIVATE-TOKEN": job.token})
    project = f"/projects/{quote(job.project, safe='')}"
    path = f"{project}/repository/commits/{job.commit}/merge_requests?per_page=100"
    merged = [
        one
        for one in client.pages(path)
        if one.get("state") == "merged" and job.commit in _merges(one)
    ]
    request = _first(merged, f"no merge request was merged as {job.commit[:12]}")
    number = int(request["iid"])
    pipelines = client.pages(f"{project}/merge_requests/{number}/pipelines?per_page=100")
    good = [one for one in pipelines if one["status"] == "success"]
    pipeline = _first(good, f"no pipeline of merge request {number} has succeeded")
    jobs = client.pages(f"{project}/pipelines/{pipeline['id']}/jobs?per_page=100&scope[]=success")
    review = _first(
        [one for one in jobs if one["name"] == JOB], f"merge request {number} was not reviewed"
    )
    kept = f"{project}/jobs/{review['id']}/artifacts/{_GITLAB_FOLDER}/{quote(name, safe='')}"
    return client.download(kept, _LARGEST)


def _merges(request: Mapping[str, Any]) -> set[str]:
    """Return the commits that a merge request has become on its target branch."""
    keys = ("merge_commit_sha", "squash_commit_sha", "sha")
    return {request[key] for key in keys if request.get(key)}


def _first(found: list[dict[str, Any]], otherwise: str) -> dict[str, Any]:
    if not found:
        raise NothingReviewedError(otherwise)
    return found[0]
