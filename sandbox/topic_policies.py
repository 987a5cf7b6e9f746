"""The policy of a topic that was given none: its account may do everything.

SNS writes it, and the provider of AWS writes it again where a topic's policy is deleted: SNS can't
take one away. The provider lets the account receive, too (terraform-provider-aws,
`internal/service/sns/topic_policy.go`).
"""

from __future__ import annotations

import json
from typing import Final

_ACTIONS: Final = (
    "GetTopicAttributes",
    "SetTopicAttributes",
    "AddPermission",
    "RemovePermission",
    "DeleteTopic",
    "Subscribe",
    "ListSubscriptionsByTopic",
    "Publish",
)


def default_policy(topic: str, account: str, *more: str) -> str:
    """Write it.

    Args:
        topic: The topic's ARN.
        account: The number of the account that has it.
        more: Actions beside those that SNS allows, such as `Receive`.
    """
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{action}" for action in (*_ACTIONS, *more)],
        "Resource": topic,
        "Condition": {"StringEquals": {"AWS:SourceOwner": account}},
    }
    policy = {"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]}
    return json.dumps(policy, separators=(",", ":"))
