"""From planned resources to policy documents within IAM's limit on their size."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeAlias

from setpoint.iam.actions import Rule, load_rules
from setpoint.iam.boundary import boundary_of
from setpoint.iam.state import state_actions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.iam.planned import Planned, Scope

# A managed policy has at most so many characters, white space not counted (IAM and STS quotas).
LIMIT = 6144

Document: TypeAlias = dict[str, Any]
# What must be equal, by IAM's condition key.
_Condition: TypeAlias = tuple[tuple[str, str], ...]
_Key: TypeAlias = tuple[str, _Condition]

_FIELD = re.compile(r"\{(scope:)?([\w.]+)\}")
_TAGS = ("environment", "managed-by", "organization")
_ACCOUNT = "${account}"  # stands in plans for what only AWS knows


class UnknownTypeError(Exception):
    """The table has no line for a type of AWS resource that the plan has."""


def made_once(resources: Iterable[Planned]) -> tuple[str, ...]:
    """Return the names of the resources that only the first `up` can make."""
    rules = load_rules()
    return tuple(
        one.name for one in resources if any(rule.once for rule in rules.get(one.type, ()))
    )


def policies(
    resources: Iterable[Planned], scope: Scope, *, first: bool = False
) -> tuple[Document, ...]:
    """Return the policy, in as many documents as its size asks for.

    Args:
        resources: The plan.
        scope: Where the policy holds.
        first: With what only the first `up` needs (`made_once`).

    Raises:
        UnknownTypeError: It would be incomplete.
    """
    allowed: dict[_Key, set[str]] = defaultdict(set)
    planned = [resource for resource in resources if resource.type.startswith("aws:")]
    tags, boundary = _tags(planned), boundary_of(planned)
    for resource in planned:
        for rule in _rules(resource.type):
            if rule.once and not first:
                continue
            arn = _arn(rule, resource.inputs, scope) if rule.resource else "*"
            allowed[arn, _condition(rule, tags, boundary)].update(rule.actions)
    if scope.state:
        for arn, actions in state_actions(scope.state, scope.partition, first=first):
            allowed[arn, ()].update(actions)
    return _split(_statements(_without_covered(allowed)))


def _tags(planned: Iterable[Planned]) -> Mapping[str, str]:
    """Return the tags that all of the environment's resources carry."""
    tagged = (resource.inputs.get("tags") or {} for resource in planned)
    return next((tags for tags in tagged if all(name in tags for name in _TAGS)), {})


def _condition(rule: Rule, tags: Mapping[str, str], boundary: str | None) -> _Condition:
    if rule.bounded and boundary:
        return (("iam:PermissionsBoundary", boundary),)
    if rule.passed_to:
        return (("iam:PassedToService", rule.passed_to),)
    if rule.tags:
        kind = {"resource": "aws:ResourceTag", "request": "aws:RequestTag"}[rule.tags]
        return tuple((f"{kind}/{name}", tags[name]) for name in _TAGS)
    return ()


def _rules(token: str) -> tuple[Rule, ...]:
    rules = load_rules().get(token)
    if rules is None:
        raise UnknownTypeError(f"setpoint/iam/actions.yaml says nothing of {token}: add a line")
    return rules


def _arn(rule: Rule, inputs: Mapping[str, Any], scope: Scope) -> str:
    given = {
        **inputs,
        "partition": scope.partition,
        "region": inputs.get("region") or scope.region,
        "account": scope.account,
    }

    def value(match: re.Match[str]) -> str:
        text = str(reduce(lambda inner, key: inner[key], match[2].split("."), given))
        return _widened(text, scope.prefix) if match[1] else text

    return _FIELD.sub(value, rule.resource or "").replace(_ACCOUNT, scope.account)


def _widened(text: str, prefix: str) -> str:
    """Return a pattern for all names of the environment, the name itself if it is none."""
    start, found, _ = text.rpartition(f"{prefix}-")
    if found and (not start or start.endswith(":")):
        return f"{start}{prefix}-*"
    return text


def _without_covered(allowed: Mapping[_Key, set[str]]) -> dict[_Key, set[str]]:
    """Return what is left when actions on every resource are not said again for single ones."""
    everywhere = allowed.get(("*", ()), set())
    return {
        key: actions if key == ("*", ()) else actions - everywhere
        for key, actions in allowed.items()
        if key == ("*", ()) or actions - everywhere
    }


def _statements(allowed: Mapping[_Key, set[str]]) -> list[Document]:
    """Return one statement for all resources that the same actions are allowed on."""
    grouped: dict[tuple[tuple[str, ...], _Condition], list[str]] = defaultdict(list)
    for (arn, condition), actions in sorted(allowed.items(), key=str):
        grouped[tuple(sorted(actions)), condition].append(arn)
    return [
        {
            "Effect": "Allow",
            "Action": list(actions),
            "Resource": sorted(arns),
            **({"Condition": {"StringEquals": dict(condition)}} if condition else {}),
        }
        for (actions, condition), arns in grouped.items()
    ]


def _split(statements: list[Document]) -> tuple[Document, ...]:
    """Return documents that are each short enough for a managed policy."""
    found: list[list[Document]] = [[]]
    for statement in statements:
        for part in _parts(statement):
            if found[-1] and size(_document([*found[-1], part])) > LIMIT:
                found.append([])
            found[-1].append(part)
    return tuple(_document(part) for part in found if part)


def _parts(statement: Document) -> Iterator[Document]:
    """Yield a statement in pieces by its resources, where it alone would be too long."""
    if size(_document([statement])) <= LIMIT or len(statement["Resource"]) == 1:
        yield statement
        return
    half = len(statement["Resource"]) // 2
    for resources in (statement["Resource"][:half], statement["Resource"][half:]):
        yield from _parts({**statement, "Resource": resources})


def _document(statements: list[Document]) -> Document:
    return {"Version": "2012-10-17", "Statement": statements}


def size(document: Document) -> int:
    """Return how many characters IAM counts."""
    return len(json.dumps(document, separators=(",", ":")))
