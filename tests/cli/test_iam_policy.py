"""`setpoint iam-policy` on a small project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess


def test_the_policy_is_printed_as_json(setpoint: Callable[..., CompletedProcess[str]]) -> None:
    done = setpoint("iam-policy", "--env", "prod", "--account", "123456789012")
    assert done.returncode == 0
    policy = json.loads(done.stdout)
    alarms = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:acme-prod-*"
    (found,) = [one for one in policy["Statement"] if alarms in one["Resource"]]
    assert "cloudwatch:PutMetricAlarm" in found["Action"]


def test_an_account_has_twelve_digits(setpoint: Callable[..., CompletedProcess[str]]) -> None:
    done = setpoint("iam-policy", "--env", "prod", "--account", "12")
    assert (done.returncode, done.stdout) == (2, "")
    assert "12 digits" in done.stderr
