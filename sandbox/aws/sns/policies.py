"""Access policies of topics: what SNS refuses, and whether one lets CloudWatch publish.

Principals, actions and the conditions that topics use are judged.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from sandbox.aws.service import ACCOUNT_ID
from sandbox.aws.sns.conditions import conditions_hold
from sandbox.aws.sns.records import invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

_PUBLISH = "sns:publish"
_PREFIX = "sns:"


def check_policy(text: str, arn: str) -> None:
    """Refuse a policy that isn't one for this topic.

    Raises:
        AwsError: InvalidParameter.
    """
    for statement in _statements(text):
        if statement.get("Effect") not in ("Allow", "Deny"):
            raise invalid("Policy Error: Effect must be Allow or Deny")
        if not {"Principal", "NotPrincipal"} & set(statement):
            raise invalid("Policy Error: a statement needs a Principal")
        for action in _listed(statement.get("Action", statement.get("NotAction"))):
            if action != "*" and not action.lower().startswith(_PREFIX):
                raise invalid("Policy statement action out of service scope!")
        for resource in _listed(statement.get("Resource")):
            if not fnmatchcase(arn, resource):
                raise invalid("Policy Error: a statement's Resource must be the topic")


def lets_publish(text: str, service: str, source: str) -> bool:
    """Whether a policy lets a service publish.

    Args:
        text: The policy.
        service: The principal, such as `cloudwatch.amazonaws.com`.
        source: The ARN of the resource on whose behalf it publishes.
    """
    return lets(text, (_PUBLISH,), service, source)


def lets(text: str, actions: Iterable[str], service: str, source: str) -> bool:
    """Whether a policy, of a topic or a key, lets a service do all of the actions.

    Args:
        text: The policy.
        actions: In lower case, such as `kms:decrypt`.
        service: The principal, such as `cloudwatch.amazonaws.com`.
        source: The ARN of the resource on whose behalf it acts.
    """
    request = {
        "aws:securetransport": "true",
        "aws:sourceaccount": ACCOUNT_ID,
        "aws:sourceowner": ACCOUNT_ID,
        "aws:sourcearn": source,
    }
    meant = [
        statement
        for statement in _statements(text)
        if _matches_service(statement, service)
        and conditions_hold(statement.get("Condition", {}), request)
    ]
    verdicts = (
        [statement["Effect"] for statement in meant if _matches(statement, action)]
        for action in actions
    )
    return all("Allow" in each and "Deny" not in each for each in verdicts)


def _statements(text: str) -> list[dict[str, Any]]:
    try:
        statements = json.loads(text)["Statement"]
    except (ValueError, TypeError, KeyError) as error:
        raise invalid("Policy Error: null") from error
    found = statements if isinstance(statements, list) else [statements]
    if not found or not all(isinstance(item, dict) for item in found):
        raise invalid("Policy Error: null")
    return found


def _listed(value: Any) -> list[str]:
    if value is None:
        raise invalid("Policy Error: a statement needs an Action and a Resource")
    return [str(item) for item in (value if isinstance(value, list) else [value])]


def _matches(statement: dict[str, Any], action: str) -> bool:
    actions = _listed(statement.get("Action", []))
    return any(fnmatchcase(action, given.lower()) for given in actions)


def _matches_service(statement: dict[str, Any], service: str) -> bool:
    principal = statement.get("Principal")
    if principal == "*":
        return True
    if not isinstance(principal, dict):
        return False
    services = _listed(principal.get("Service", []))
    return service in services or "*" in _listed(principal.get("AWS", []))
