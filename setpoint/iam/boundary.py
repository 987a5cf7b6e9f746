"""The permissions boundary: what roles of an environment may do at most, whoever changes them.

A deployment makes roles and writes their policies. Without a boundary it could give one of them
everything, and use it; so it may only touch roles that have the boundary, which it can neither
change nor take away (IAM User Guide, "Permissions boundaries for IAM entities", "Delegating
responsibility to others using permissions boundaries").
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.iam.planned import Planned, Scope

_ROLE: Final = "aws:iam/role:Role"
_ROLE_POLICY: Final = "aws:iam/rolePolicy:RolePolicy"
_ACCOUNT: Final = "${account}"


def boundary_of(resources: Iterable[Planned]) -> str | None:
    """Return the ARN of the boundary that planned roles have; None if they have none."""
    roles = (one for one in resources if one.type == _ROLE)
    return next((arn for role in roles if (arn := role.inputs.get("permissionsBoundary"))), None)


def roles_of(resources: Iterable[Planned]) -> tuple[str, ...]:
    """Return the names of the roles that a plan makes."""
    return tuple(str(one.inputs["name"]) for one in resources if one.type == _ROLE)


def boundary_policy(resources: Iterable[Planned], scope: Scope) -> dict[str, Any]:
    """Return the boundary: what all planned roles together may do, and no more."""
    statements: dict[str, dict[str, Any]] = {}
    for one in resources:
        if one.type == _ROLE_POLICY:
            text = str(one.inputs["policy"]).replace(_ACCOUNT, scope.account)
            for statement in json.loads(text)["Statement"]:
                statements.setdefault(json.dumps(statement, sort_keys=True), statement)
    return {"Version": "2012-10-17", "Statement": list(statements.values())}
