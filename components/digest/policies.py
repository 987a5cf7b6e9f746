"""What a digest's function and its schedule may do, as JSON text: what they need, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from components.cloudwatch.policies import document, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setpoint.catalog.model import Digest


def function_trust() -> str:
    """Let Lambda assume the role."""
    return document(_assumed_by("lambda.amazonaws.com"))


def schedule_trust(topic_arn: str) -> str:
    """Let schedules of this account assume the role."""
    _, _, account = place(topic_arn)
    condition = {"StringEquals": {"aws:SourceAccount": account}}
    return document({**_assumed_by("scheduler.amazonaws.com"), "Condition": condition})


def schedule_permissions(function_arn: str) -> str:
    """Let the schedule start the function."""
    return document(_allow("lambda:InvokeFunction", function_arn))


def function_permissions(
    digest: Digest,
    alarm_regions: Sequence[str],
    *,
    topic_arn: str,
    logs_arn: str,
    key: str | None,
) -> str:
    """Let the function log, publish, read its token, and read what alarms did.

    `key` encrypts the topic: its alias, id, or the ARN of either.
    """
    statements = [
        _allow(["logs:CreateLogStream", "logs:PutLogEvents"], f"{logs_arn}:*"),
        _allow("sns:Publish", topic_arn),
    ]
    partition, region, account = place(topic_arn)
    if key is not None:
        statements.append(_encrypt(key, f"arn:{partition}:kms:{region}:{account}"))
    if digest.sentry:
        secret = digest.sentry.token_secret
        if not secret.startswith("arn:"):  # AWS puts six characters of its own behind a name
            secret = f"arn:{partition}:secretsmanager:{region}:{account}:secret:{secret}-??????"
        statements.append(_allow("secretsmanager:GetSecretValue", secret))
    if digest.alarm_prefix:
        alarms = [f"arn:{partition}:cloudwatch:{each}:{account}:alarm:*" for each in alarm_regions]
        statements.append(_allow("cloudwatch:DescribeAlarmHistory", alarms))
    return document(*statements)


def _encrypt(key: str, prefix: str) -> dict[str, Any]:
    """Let messages be encrypted with a key; IAM knows an alias by a condition only."""
    name = key.rpartition(":")[2] if key.startswith("arn:") else key
    keys = key.removesuffix(name) if key.startswith("arn:") else f"{prefix}:"
    actions = ["kms:Decrypt", "kms:GenerateDataKey*"]
    if name.startswith("alias/"):
        condition = {"ForAnyValue:StringEquals": {"kms:ResourceAliases": name}}
        return {**_allow(actions, f"{keys}key/*"), "Condition": condition}
    return _allow(actions, f"{keys}{name if name.startswith('key/') else f'key/{name}'}")


def _assumed_by(service: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}


def _allow(actions: str | list[str], resource: str | list[str]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resource}
