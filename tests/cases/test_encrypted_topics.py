"""Topics that are encrypted with a key of one's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess


def test_topics_have_the_key_and_its_policy_is_printed(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("22-kms-topic")

    assert run("--project", case, "check").returncode == 0
    planned = run("--project", case, "plan", "--env", "prod").stdout
    assert planned.count("kmsMasterKeyId: alias/alerts") == planned.count("sns/topic:Topic ") == 1
    command = ("--project", case, "iam-policy", "--env", "prod", "--key-policy")
    (statement,) = json.loads(run(*command, "--account", "123456789012").stdout)
    assert statement["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert statement["Action"] == ["kms:Decrypt", "kms:GenerateDataKey*"]
    assert statement["Condition"] == {
        "ArnLike": {"aws:SourceArn": ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:*"]},
        "StringEquals": {"aws:SourceAccount": "123456789012"},
    }
    assert "--account" in run(*command).stderr


def test_a_review_tells_another_key(
    case_of: Callable[[str], Path], run: Callable[..., CompletedProcess[str]]
) -> None:
    case = case_of("22-kms-topic")
    before = case.rename(case.with_name("before"))
    after = case_of("22-kms-topic")
    config = after / "alerts" / "case.yaml"
    config.write_text(config.read_text().replace("alias/alerts", "alias/others"))

    told = run("diff", before, after).stdout

    assert "defaults.kms_key" in told
    assert "alias/alerts -> alias/others" in told
