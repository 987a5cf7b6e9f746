"""The GitLab template's review, run as a script against a stand-in of GitLab."""

from __future__ import annotations

import os
import re
import subprocess
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.forge.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ci.conftest import Pull
    from tests.forge.stand_in import Comments

TEMPLATE: dict[str, Any] = yaml.safe_load((ROOT / ".gitlab" / "setpoint.yml").read_text("utf-8"))
LOOSER = ("threshold: 80%", "threshold: 95%")


@pytest.fixture
def gitlab() -> Iterator[Comments]:
    with StandIn(gitlab=True) as comments:
        yield comments


def review(pull: Pull, gitlab: Comments, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the job's script on a merge request that makes an alert less sensitive."""
    job = pull(*LOOSER)
    (script,) = TEMPLATE["setpoint-review"]["script"]
    environment = {
        "PATH": os.environ["PATH"],
        "GITLAB_CI": "true",
        "CI_API_V4_URL": gitlab.url,
        "CI_PROJECT_ID": "42",
        "CI_MERGE_REQUEST_IID": "3",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "main",
        "GITLAB_TOKEN": "personal",
        **TEMPLATE[".setpoint"]["variables"],
        **variables,
    }
    return subprocess.run(
        ["sh", "-c", script],
        cwd=job._repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_broken_policy_fails_the_job_and_the_note_says_so(pull: Pull, gitlab: Comments) -> None:
    done = review(pull, gitlab, SETPOINT_FAIL_ON="looser-in-prod")
    assert done.returncode == 1, done.stderr
    (body,) = gitlab.bodies
    assert "looser-in-prod" in body
    assert "95" in body


def test_a_label_with_a_reason_lets_it_pass(pull: Pull, gitlab: Comments) -> None:
    done = review(
        pull,
        gitlab,
        SETPOINT_FAIL_ON="looser-in-prod",
        CI_MERGE_REQUEST_LABELS="setpoint-override",
        CI_MERGE_REQUEST_DESCRIPTION="setpoint-override: agreed $(touch owned)",
    )
    assert done.returncode == 0, done.stderr
    assert "agreed" in gitlab.bodies[0]


def test_without_a_token_nothing_is_posted_and_the_job_goes_on(
    pull: Pull, gitlab: Comments
) -> None:
    done = review(pull, gitlab, GITLAB_TOKEN="")
    assert done.returncode == 0, done.stderr
    assert not gitlab.all


def test_scripts_name_nothing_that_a_stranger_wrote() -> None:
    written = re.compile(r"\$\{?CI_(COMMIT_(MESSAGE|TITLE|REF)|MERGE_REQUEST_(TITLE|DESCRIPTION))")
    for name, job in TEMPLATE.items():
        for line in (*job.get("before_script", ()), *job.get("script", ())):
            assert not written.search(line), name


def test_prod_waits_for_somebody_and_comes_after_staging() -> None:
    prod = TEMPLATE["setpoint-prod"]
    assert prod["needs"] == ["setpoint-preview", "setpoint-staging"]
    assert prod["rules"][0]["when"] == "manual"
    assert prod["environment"]["name"] == "prod"


def test_what_is_provisioned_is_what_was_previewed() -> None:
    (saved,) = TEMPLATE["setpoint-preview"]["artifacts"]["paths"]
    for environment in ("staging", "prod"):
        (line,) = TEMPLATE[f"setpoint-{environment}"]["script"]
        plan = f"plan-{environment}.json"
        assert line.endswith(f"--plan {plan}")
        assert fnmatch(plan, saved)
