"""The label permits, the description says why."""

from __future__ import annotations

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
    assert override_reason(pull_request(job(labels=LABELED, body=body))) == reason


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
        override_reason(pull_request(job(labels=LABELED, body=body)))


def test_gitlab_gives_labels_and_description_as_variables(pipeline: dict[str, str]) -> None:
    assert override_reason(pull_request(pipeline)) == "agreed with ops"


@pytest.mark.parametrize(
    "variables", [{}, {"GITLAB_CI": "true"}, {"GITHUB_EVENT_PATH": "/nowhere"}]
)
def test_a_job_of_no_pull_request_says_so(variables: dict[str, str]) -> None:
    with pytest.raises(ForgeError):
        pull_request(variables)
