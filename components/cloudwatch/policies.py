"""Access policies of the notification path, as JSON text with stable key order."""

from __future__ import annotations

import json
from typing import Any

SESSION_SECONDS = 3600  # how long one may act in a role
CHATBOT_SERVICE = "chatbot.amazonaws.com"
# What the bot may do at most, whatever its role allows: without a guardrail AWS Chatbot
# assumes AdministratorAccess (https://docs.aws.amazon.com/chatbot/latest/adminguide/security-iam.html).
CHATBOT_GUARDRAIL = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"
_VERSION = "2012-10-17"


def topic_policy(topic_arn: str, *, rules: bool = False) -> str:
    """Let alarms of the topic's own account publish to it, over TLS; nobody else is named.

    Principals of the account keep what their IAM policies give them.

    Args:
        topic_arn: The topic.
        rules: Whether workspaces of Amazon Managed Prometheus publish, too.
    """
    partition, region, account = place(topic_arn)
    alarms = f"arn:{partition}:cloudwatch:{region}:{account}:alarm:*"
    publish = {
        "Sid": "AlarmsOfThisAccount",
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": topic_arn,
        "Condition": {
            "ArnLike": {"aws:SourceArn": alarms},
            "StringEquals": {"aws:SourceAccount": account},
        },
    }
    plain_http = {
        "Sid": "NothingInClear",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sns:Publish",
        "Resource": topic_arn,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return document(publish, *([_by_rules(topic_arn)] if rules else []), plain_http)


def _by_rules(topic_arn: str) -> dict[str, Any]:
    """Let the Alertmanagers of the account's workspaces publish."""
    partition, region, account = place(topic_arn)
    return {
        "Sid": "AlertmanagersOfThisAccount",
        "Effect": "Allow",
        "Principal": {"Service": "aps.amazonaws.com"},
        "Action": ["sns:Publish", "sns:GetTopicAttributes"],
        "Resource": topic_arn,
        "Condition": {
            "ArnLike": {"aws:SourceArn": f"arn:{partition}:aps:{region}:{account}:workspace/*"},
            "StringEquals": {"aws:SourceAccount": account},
        },
    }


def chatbot_trust_policy(topic_arn: str) -> str:
    """Let AWS Chatbot assume the role, for configurations of the topic's own account."""
    partition, _, account = place(topic_arn)
    return document(
        {
            "Effect": "Allow",
            "Principal": {"Service": CHATBOT_SERVICE},
            "Action": "sts:AssumeRole",
            "Condition": {
                "ArnLike": {"aws:SourceArn": f"arn:{partition}:chatbot::{account}:*"},
                "StringEquals": {"aws:SourceAccount": account},
            },
        }
    )


def chatbot_permissions() -> str:
    """Let AWS Chatbot read metrics and alarms: it draws an alarm's graph into its message."""
    actions = ["cloudwatch:Describe*", "cloudwatch:Get*", "cloudwatch:List*"]
    return document({"Effect": "Allow", "Action": actions, "Resource": "*"})


def document(*statements: dict[str, Any]) -> str:
    """Return a policy's text."""
    return json.dumps({"Version": _VERSION, "Statement": list(statements)}, sort_keys=True)


def place(arn: str) -> tuple[str, str, str]:
    """Return partition, region and account of an ARN."""
    _, partition, _, region, account, _ = arn.split(":", 5)
    return partition, region, account
