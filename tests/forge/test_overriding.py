"""The label permits, the description says why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from setpoint.forge import LABEL, ForgeError, override_reason, pull_request

if TYPE_CHECKING:
    from tests.forge.conftest import Job

LABELED = [{"name": "bug"}, {"name": LABEL}]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("setpoint-override: load test until Friday", "load test until Friday"),
        ("Text\r\n\r\n  Setpoint-Override:  agreed with ops \r\nmore", "agreed with ops"),
        ("setpoint-override: a\nsetpoint-override: b", "a"),
        ("setpoint-override: \x1b[31mred\x00", "[31mred"),
        (f"setpoint-override: {'x' * 400}", f"{'x' * 297}..."),
    ],
)
def test_the_reason_is_a_line_of_the_description(job: Job, body: str, reason: str) -> None:
    assert override_reason(pull_request(job(started=LABEL, labels=LABELED, body=body))) == reason


def test_without_the_label_a_reason_counts_for_nothing(job: Job) -> None:
    request = pull_request(job(body="setpoint-override: because"))
    assert override_reason(request) is None


@pytest.mark.parametrize(
    "body",
    [None, "", "no reason", "setpoint-override:", "setpoint-override:\nnext line",
     "<!-- setpoint-override: the template's example -->", "see setpoint-override: x"],
)  # fmt: skip
def test_a_label_without_a_reason_is_refused(job: Job, body: str | None) -> None:
    with pytest.raises(ForgeError, match="without a reason"):
        override_reason(pull_request(job(started=LABEL, labels=LABELED, body=body)))


AGREED = "setpoint-override: typo fix, agreed"


def test_a_label_of_an_earlier_commit_is_refused(job: Job) -> None:
    """An attack: agreed is a typo's fix, and pushed then is something else."""
    with pytest.raises(ForgeError, match="take it off, and set it again"):
        override_reason(pull_request(job(labels=LABELED, body=AGREED)))


@pytest.mark.parametrize("started", ["bug", None])
def test_another_event_after_a_push_revives_no_label(job: Job, started: str | None) -> None:
    environ = job(started=started, labels=LABELED, body=AGREED)
    event = json.loads(Path(environ["GITHUB_EVENT_PATH"]).read_text())
    for action in ("edited", "unlabeled", "reopened") if started is None else ("labeled",):
        Path(environ["GITHUB_EVENT_PATH"]).write_text(json.dumps({**event, "action": action}))
        with pytest.raises(ForgeError, match="take it off"):
            override_reason(pull_request(environ))


@pytest.mark.parametrize(
    "label", [LABEL, f"{LABEL}::{'4' * 40}", f"{LABEL}::{'5' * 39}", f"{LABEL}::"]
)
def test_at_gitlab_the_label_names_the_commit(pipeline: dict[str, str], label: str) -> None:
    request = pull_request({**pipeline, "CI_MERGE_REQUEST_LABELS": label})
    with pytest.raises(ForgeError, match=f"set {LABEL}::{'5' * 40} if this one may"):
        override_reason(request)


def test_a_pipeline_of_merged_results_has_the_branch_s_commit(pipeline: dict[str, str]) -> None:
    merged = {**pipeline, "CI_COMMIT_SHA": "6" * 40, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "5" * 40}
    assert override_reason(pull_request(merged)) == "agreed with ops"


def test_gitlab_gives_labels_and_description_as_variables(pipeline: dict[str, str]) -> None:
    assert override_reason(pull_request(pipeline)) == "agreed with ops"


@pytest.mark.parametrize(
    "variables", [{}, {"GITLAB_CI": "true"}, {"GITHUB_EVENT_PATH": "/nowhere"}]
)
def test_a_job_of_no_pull_request_says_so(variables: dict[str, str]) -> None:
    with pytest.raises(ForgeError):
        pull_request(variables)
