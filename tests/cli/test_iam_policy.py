"""`setpoint iam-policy` on a small project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess


def test_the_policy_is_printed_as_json(setpoint: Callable[..., CompletedProcess[str]]) -> None:
    done = setpoint(
        "iam-policy", "--env", "prod", "--account", "123456789012", "--without-boundary"
    )
    assert done.returncode == 0
    policy = json.loads(done.stdout)
    alarms = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:acme-prod-*"
    (found,) = [one for one in policy["Statement"] if alarms in one["Resource"]]
    assert "cloudwatch:PutMetricAlarm" in found["Action"]


def test_an_account_has_twelve_digits(setpoint: Callable[..., CompletedProcess[str]]) -> None:
    done = setpoint("iam-policy", "--env", "prod", "--account", "12")
    assert (done.returncode, done.stdout) == (2, "")
    assert "12 digits" in done.stderr


def test_a_name_that_continues_another_s_is_refused(
    setpoint: Callable[..., CompletedProcess[str]], project: Path
) -> None:
    """An attack: prod's deployer has prod-eu's alarms by `acme-prod-*`."""
    (project / "Pulumi.prod-eu.yaml").write_text((project / "Pulumi.prod.yaml").read_text())
    for env in ("prod", "prod-eu"):
        refused = setpoint("iam-policy", "--env", env, "--without-boundary")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "prod-eu continues that of prod" in refused.stderr
        assert setpoint("iam-policy", "--env", env, "--without-boundary", "--own-account").stdout


def with_slack(project: Path, *, boundary: bool) -> None:
    """Let alarms tell Slack, which takes a role."""
    text = (project / "alerts.yaml").read_text()
    arn = "arn:aws:iam::123456789012:policy/acme-boundary"
    defaults = f"defaults: {{ permissions_boundary: {arn} }}\n" if boundary else ""
    (project / "alerts.yaml").write_text(text + defaults)


def test_a_plan_with_roles_needs_a_boundary(
    setpoint: Callable[..., CompletedProcess[str]], project: Path
) -> None:
    with_slack(project, boundary=False)
    refused = setpoint("iam-policy", "--env", "prod")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "defaults.permissions_boundary" in refused.stderr
    assert setpoint("iam-policy", "--env", "prod", "--without-boundary").returncode == 0
    bound = json.loads(setpoint("iam-policy", "--env", "prod", "--boundary").stdout)
    assert bound["Statement"][0]["Action"] == [
        "cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*",
    ]  # fmt: skip


def test_the_boundary_of_the_config_is_the_condition(
    setpoint: Callable[..., CompletedProcess[str]], project: Path
) -> None:
    with_slack(project, boundary=True)
    policy = json.loads(setpoint("iam-policy", "--env", "prod").stdout)
    (making,) = [one for one in policy["Statement"] if "iam:CreateRole" in one["Action"]]
    arn = "arn:aws:iam::123456789012:policy/acme-boundary"
    assert making["Condition"] == {"StringEquals": {"iam:PermissionsBoundary": arn}}


def test_a_key_s_policy_needs_a_key(setpoint: Callable[..., CompletedProcess[str]]) -> None:
    done = setpoint("iam-policy", "--env", "prod", "--account", "123456789012", "--key-policy")
    assert (done.returncode, done.stdout) == (2, "")
    assert "defaults.kms_key" in done.stderr


def test_a_key_is_made_on_demand_alone(setpoint: Callable[..., CompletedProcess[str]]) -> None:
    """Whoever makes a key with tags may tag every key, and so take it over."""
    where = ("--project", str(ROOT / "examples" / "storesync"))
    asked = (*where, "iam-policy", "--env", "prod", "--without-boundary")
    found, first = setpoint(*asked), setpoint(*asked, "--first-up")
    assert "kms:CreateKey" not in found.stdout
    assert "can't make the plan's KMS key alertmanager" in found.stderr
    assert "kms:CreateKey" in first.stdout
    assert "Take this policy away after the first up" in first.stderr
