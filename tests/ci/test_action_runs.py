"""The action on a pull request: one comment, a summary, a verdict; forks; overrides."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ci.conftest import Pull
    from tests.forge.stand_in import Comments


LOOSER = ("threshold: 80%", "threshold: 95%")


def test_the_first_run_posts_and_the_second_updates(
    pull: Pull, github: Comments, tmp_path: Path
) -> None:
    first = pull(*LOOSER).run()
    assert first.code == 0, first.log
    (body,) = github.bodies
    assert body.startswith("<!-- setpoint diff -->\n")
    assert "95%" in body
    assert body.splitlines()[1] in first.summary
    assert first.skipped == [
        "What was reviewed",
        "Code scanning of the findings",
        "Code scanning of the changes",
    ]
    for name in ("diff.sarif", "lint.sarif"):
        findings = (tmp_path / "temp" / "setpoint-review" / name).read_text()
        assert json.loads(findings)["version"] == "2.1.0"
    second = pull("threshold: 80%", "threshold: 99%").run()
    assert second.code == 0, second.log
    (body,) = github.bodies
    assert "99%" in body
    assert "95%" not in body


def test_a_fork_gets_the_summary_only(pull: Pull, github: Comments) -> None:
    ran = pull(*LOOSER, auth="reads", head="somebody/alerts").run()
    assert ran.code == 0, ran.log
    assert not github.all
    assert "95%" in ran.summary
    assert ran.skipped == ["What was reviewed"], "a fork uploads nothing that takes a right"


def test_a_broken_policy_fails_the_job_after_the_comment(pull: Pull, github: Comments) -> None:
    ran = pull(*LOOSER).run(**{"fail-on": "looser-in-prod"})
    assert ran.code == 1
    assert "looser-in-prod" in github.bodies[0]
    assert "::error title=Setpoint::The change breaks a policy" in ran.log


def test_a_checkout_of_the_branch_is_compared_with_the_base_all_the_same(
    pull: Pull, tmp_path: Path
) -> None:
    """Its last commit's parent is the pull request's own, which must not hide what it does."""
    job = pull(*LOOSER)
    repository = tmp_path / "repository"
    for arguments in (
        ("checkout", "change"),
        ("commit", "--allow-empty", "--message=a second commit"),
    ):
        subprocess.run(
            ["git", "-c", "user.name=Eve", "-c", "user.email=eve@example.com", *arguments],
            cwd=repository,
            check=True,
            capture_output=True,
        )
    ran = job.run(**{"fail-on": "looser-in-prod"})
    assert ran.code == 1, ran.log
    assert "looser-in-prod" in ran.summary


def test_a_label_with_a_reason_lets_it_pass_and_the_comment_says_why(
    pull: Pull, github: Comments
) -> None:
    reason = "load test until Friday $(touch owned) `touch owned`"
    job = pull(*LOOSER, labels=("setpoint-override",), body=f"setpoint-override: {reason}\r\n")
    ran = job.run(**{"fail-on": "looser-in-prod"})
    assert ran.code == 0, ran.log
    assert "load test until Friday" in github.bodies[0]
    assert "looser-in-prod" in github.bodies[0]
    assert not list(job._repository.glob("owned"))


def test_a_push_after_the_label_is_refused(pull: Pull) -> None:
    agreed = {"labels": ("setpoint-override",), "body": "setpoint-override: a typo's fix"}
    for action in ("synchronize", "edited"):
        ran = pull(*LOOSER, **agreed, action=action).run(**{"fail-on": "looser-in-prod"})
        assert ran.code == 1
        assert "take it off, and set it again" in ran.log


def test_a_label_without_a_reason_lets_nothing_pass(pull: Pull) -> None:
    ran = pull(*LOOSER, labels=("setpoint-override",)).run(**{"fail-on": "looser-in-prod"})
    assert ran.code == 1
    assert "without a reason" in ran.log


def test_a_broken_config_is_the_comment(pull: Pull, github: Comments) -> None:
    hostile = 'threshold: "```\\n::error::x </details><script>80%"'
    ran = pull("threshold: 80%", hostile).run()
    assert ran.code == 1
    (body,) = github.bodies
    assert "the config is not valid" in body
    assert "- <code>alerts.yaml&#58;23&#58;22</code> services.shop.alerts.high-cpu" in body
    assert all(line.startswith("- <code>") for line in body.splitlines()[3:] if line)
    assert "<script" not in body
    assert "::error file=alerts.yaml,line=23,col=22," in ran.log
    assert not [line for line in ran.log.splitlines() if line.startswith("::error::x")]


def test_an_alert_s_words_can_start_no_workflow_command(pull: Pull) -> None:
    hostile = 'summary: "a\\u2028::add-mask::x%0A::error::y"'
    ran = pull("summary: CPU is high", hostile).run()
    commands = [line for line in re.split(r"[\r\n]", ran.log) if line.lstrip().startswith("::")]
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file="))
               for line in commands)  # fmt: skip
