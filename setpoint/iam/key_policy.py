"""What the key that encrypts topics needs in its own policy.

A service that publishes to an encrypted topic encrypts each message with the topic's key, in its
own name: IAM policies of the account can't allow that (Amazon SNS developer guide, "Enable
compatibility between event sources from AWS services and encrypted topics").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_ACTIONS: Final = ["kms:Decrypt", "kms:GenerateDataKey*"]


def key_statements(
    *, partition: str, account: str, regions: Sequence[str], rules_in: str | None
) -> list[dict[str, Any]]:
    """Return the statements, for the key of each region alike.

    Args:
        partition: `aws`, `aws-cn` or `aws-us-gov`.
        account: 12 digits.
        regions: Where alarms are.
        rules_in: Where Amazon Managed Prometheus publishes to topics, None if it doesn't.
    """
    alarms = [f"arn:{partition}:cloudwatch:{each}:{account}:alarm:*" for each in regions]
    found = [_statement("AlarmsOfThisAccount", "cloudwatch", account, alarms)]
    if rules_in is not None:
        workspaces = [f"arn:{partition}:aps:{rules_in}:{account}:workspace/*"]
        found.append(_statement("AlertmanagersOfThisAccount", "aps", account, workspaces))
    return found


def _statement(sid: str, service: str, account: str, sources: list[str]) -> dict[str, Any]:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": _ACTIONS,
        "Resource": "*",
        "Condition": {
            "ArnLike": {"aws:SourceArn": sources},
            "StringEquals": {"aws:SourceAccount": account},
        },
    }
