"""What a digest's function and its schedule may do, as JSON text: what they need, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from components.cloudwatch.policies import document, place

if TYPE_CHECKING:
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


def function_permissions(digest: Digest, topic_arn: str, log_group_arn: str) -> str:
    """Let the function log, publish, read its token, and read what alarms did."""
    statements = [
        _allow(["logs:CreateLogStream", "logs:PutLogEvents"], f"{log_group_arn}:*"),
        _allow("sns:Publish", topic_arn),
    ]
    partition, region, account = place(topic_arn)
    if digest.sentry:
        secret = digest.sentry.token_secret
        if not secret.startswith("arn:"):  # AWS puts six characters of its own behind a name
            secret = f"arn:{partition}:secretsmanager:{region}:{account}:secret:{secret}-??????"
        statements.append(_allow("secretsmanager:GetSecretValue", secret))
    if digest.alarm_prefix:
        alarms = f"arn:{partition}:cloudwatch:{region}:{account}:alarm:*"
        statements.append(_allow("cloudwatch:DescribeAlarmHistory", alarms))
    return document(*statements)


def _assumed_by(service: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}


def _allow(actions: str | list[str], resource: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resource}
