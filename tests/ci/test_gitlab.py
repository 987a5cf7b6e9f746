"""The GitLab template's review, run as a script against a stand-in of GitLab."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
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
HEAD = "5" * 40
LOOSER = ("threshold: 80%", "threshold: 95%")


@pytest.fixture
def gitlab() -> Iterator[Comments]:
    with StandIn(gitlab=True) as comments:
        yield comments


def review(pull: Pull, gitlab: Comments, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run both jobs on a merge request that makes an alert less sensitive; return the review."""
    job = pull(*LOOSER)
    (script,), (comment,) = (
        TEMPLATE[name]["script"] for name in ("setpoint-review", "setpoint-comment")
    )
    environment = {
        "PATH": os.environ["PATH"],
        "GITLAB_CI": "true",
        "CI_API_V4_URL": gitlab.url,
        "CI_PROJECT_ID": "42",
        "CI_MERGE_REQUEST_IID": "3",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "main",
        "CI_COMMIT_SHA": HEAD,
        **TEMPLATE[".setpoint"]["variables"],
        **variables,
    }
    token = environment.pop("GITLAB_TOKEN", "personal")

    def run(text: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", text],
            cwd=job._repository,
            env={**environment, **more},
            capture_output=True,
            text=True,
            check=False,
        )

    done = run(script)
    posted = run(comment, GITLAB_TOKEN=token)
    assert posted.returncode == 0, posted.stderr
    return done


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
        CI_MERGE_REQUEST_LABELS=f"setpoint-override::{HEAD}",
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


def test_the_token_is_not_where_a_stranger_s_files_are_read() -> None:
    review, comment = TEMPLATE["setpoint-review"], TEMPLATE["setpoint-comment"]
    assert "environment" not in review
    assert comment["environment"]["name"] == "setpoint-comment"
    assert comment["variables"] == {"GIT_STRATEGY": "none"}
    assert not [line for line in review["script"] if "comment" in line]


SHADOWS = ("base64", "os", "sitecustomize", "socket", "usercustomize", "tempfile")
STARTS_PYTHON = re.compile(r"(?:^|[;&|]\s*)python\S* ")


def test_no_module_of_a_merge_request_runs_before_the_checksum(tmp_path: Path) -> None:
    """An attack: files called like what the first lines of each job import."""
    checkout, owned = tmp_path / "checkout", tmp_path / "owned"
    (checkout / "urllib").mkdir(parents=True)
    for name in (*SHADOWS, "urllib/__init__"):
        (checkout / f"{name}.py").write_text(f"open({str(owned)!r}, 'w').close()\n")
    archive = tmp_path / "setpoint.tar.gz"
    (tmp_path / "source").write_text("the archive")

    lines = [line for line in lines_of_jobs() if STARTS_PYTHON.search(line)]
    assert lines
    for line in lines:
        subprocess.run(
            ["sh", "-c", re.sub(r"'\S+\.tar\.gz'", f"'{archive}'", line)],
            cwd=checkout,
            env={
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "SETPOINT_ARCHIVE": (tmp_path / "source").as_uri(),
            },
            check=True,
        )
    assert archive.read_text() == "the archive"
    assert not owned.exists()


def lines_of_jobs() -> list[str]:
    """Every line of every job, before its script and in it."""
    found: list[str] = []
    for job in TEMPLATE.values():
        for line in (*job.get("before_script", ()), *job.get("script", ())):
            found += line if isinstance(line, list) else str(line).splitlines()
    return found


def test_what_is_installed_has_a_checksum_and_no_name_of_an_index() -> None:
    install = "\n".join(TEMPLATE[".setpoint"]["before_script"])
    assert "sha256sum --check" in install
    assert "pip install" not in install
    assert all(
        int(job["timeout"].split()[0])
        for job in (TEMPLATE[".setpoint"], TEMPLATE[".setpoint-deploy"])
    )


def test_scripts_name_nothing_that_a_stranger_wrote() -> None:
    written = re.compile(r"\$\{?CI_(COMMIT_(MESSAGE|TITLE|REF)|MERGE_REQUEST_(TITLE|DESCRIPTION))")
    for name, job in TEMPLATE.items():
        for line in (*job.get("before_script", ()), *job.get("script", ())):
            assert not written.search(str(line)), name


def test_prod_waits_for_somebody_and_comes_after_staging() -> None:
    prod = TEMPLATE["setpoint-prod"]
    assert prod["needs"] == ["setpoint-preview", "setpoint-staging"]
    assert prod["rules"][0]["when"] == "manual"
    assert prod["environment"]["name"] == "prod"


def test_nothing_that_runs_after_a_push_has_prod_s_secrets() -> None:
    """An attack: `prepare` in the environment `prod` has its variables without an approval."""
    for name, job in TEMPLATE.items():
        if name != "setpoint-prod":
            environment = job.get("environment", {})
            assert environment.get("name") != "prod", name
            assert environment.get("deployment_tier") != "production", name
    preview = TEMPLATE["setpoint-preview"]["environment"]
    assert preview["name"] == "$SETPOINT_ENV-preview"


def test_prod_s_role_trusts_no_other_job_of_the_branch() -> None:
    page = (ROOT / "docs" / "gitlab.md").read_text("utf-8")
    policy, request = (
        json.loads(found[1])
        for pattern in (r"```json\n(.*?)```", r"--data '(.*?)'")
        if (found := re.search(pattern, page, re.DOTALL))
    )
    subject = policy["Condition"]["StringEquals"]["gitlab.com:sub"]
    named = dict(zip(*[iter(subject.split(":"))] * 2, strict=True))
    assert list(named) == request["ci_id_token_sub_claim_components"]
    prod = TEMPLATE["setpoint-prod"]["environment"]
    assert named["environment_protected"] == "true"
    assert named["deployment_tier"] == prod["deployment_tier"]
    assert not [
        name
        for name, job in TEMPLATE.items()
        if name != "setpoint-prod" and prod["deployment_tier"] in str(job.get("environment"))
    ]


def test_what_is_provisioned_is_what_was_previewed() -> None:
    (saved,) = TEMPLATE["setpoint-preview"]["artifacts"]["paths"]
    for environment in ("staging", "prod"):
        (line,) = TEMPLATE[f"setpoint-{environment}"]["script"]
        plan = f"plan-{environment}.json"
        assert line.endswith(f"--plan {plan}")
        assert fnmatch(plan, saved)
