"""Roles and the policies inside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.resource import ARN, AwsResource
from sandbox.plugins.aws.tagging import ROLE
from sandbox.plugins.aws.values import json_text, role_name, roles_own_name
from sandbox.plugins.fields import Field
from sandbox.plugins.rules import between, length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_MISSING = ("NoSuchEntity", "NoSuchEntityException")
_SESSION_SECONDS = 3600


def _boundary(found: Any) -> str | None:
    """Return the boundary's ARN, which IAM tells in another form than it takes."""
    return found["PermissionsBoundaryArn"] if found else None


class Role(AwsResource):
    """A role. Inline and managed policies are resources of their own here."""

    token = "aws:iam/role:Role"
    label = "IAM Role"
    service = "iam"
    creates = "create_role"
    reads = "get_role"
    deletes = "delete_role"
    identity = "name"
    by = "RoleName"
    inside = ("Role",)
    regional = False
    tags = ROLE
    auto_name = "name"
    missing = _MISSING
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": ARN,
        "assumeRolePolicy": Field(
            kind="json",
            required=True,
            api="AssumeRolePolicyDocument",
            rule=json_text,
            read=json.dumps,
        ),
        "createDate": Field(output=True, read=lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")),
        "description": Field(rule=length(0, 1000)),
        "forceDetachPolicies": Field(kind="boolean", default=False, unread=True),
        "maxSessionDuration": Field(
            kind="integer",
            default=_SESSION_SECONDS,
            rule=between(_SESSION_SECONDS, 43_200),
            read=lambda seconds: seconds or _SESSION_SECONDS,
        ),
        "name": Field(computed=True, replaces=True, api="RoleName", rule=role_name(64)),
        "namePrefix": Field(computed=True, replaces=True),
        "path": Field(default="/", replaces=True, rule=length(0, 512)),
        "permissionsBoundary": Field(read=_boundary),
        "uniqueId": Field(output=True, api="RoleId"),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """UpdateAssumeRolePolicy and UpdateRole, the boundary on its own."""
        policy = inputs["assumeRolePolicy"]
        aws.call("iam", "update_assume_role_policy", RoleName=id, PolicyDocument=policy)
        aws.call(
            "iam",
            "update_role",
            RoleName=id,
            Description=inputs.get("description") or "",
            MaxSessionDuration=inputs.get("maxSessionDuration"),
        )
        boundary = inputs.get("permissionsBoundary")
        if boundary:
            params = {"RoleName": id, "PermissionsBoundary": boundary}
            aws.call("iam", "put_role_permissions_boundary", **params)
        elif state.get("permissionsBoundary"):
            aws.call("iam", "delete_role_permissions_boundary", RoleName=id)

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteRole, after its policies where the program says so."""
        if state.get("forceDetachPolicies"):
            attached = aws.call("iam", "list_attached_role_policies", RoleName=id)
            for policy in attached["AttachedPolicies"]:
                params = {"RoleName": id, "PolicyArn": policy["PolicyArn"]}
                aws.call("iam", "detach_role_policy", **params)
            for name in aws.call("iam", "list_role_policies", RoleName=id)["PolicyNames"]:
                aws.call("iam", "delete_role_policy", RoleName=id, PolicyName=name)
        super().end(aws, id, state)


class RolePolicy(AwsResource):
    """A policy inside a role; its id is `role:name`."""

    token = "aws:iam/rolePolicy:RolePolicy"
    label = "IAM Role Policy"
    service = "iam"
    creates = "put_role_policy"
    reads = "get_role_policy"
    deletes = "delete_role_policy"
    identity = "name"
    regional = False
    auto_name = "name"
    missing = _MISSING
    fields: ClassVar[Mapping[str, Field]] = {
        "name": Field(computed=True, replaces=True, api="PolicyName", rule=role_name(128)),
        "namePrefix": Field(computed=True, replaces=True),
        "policy": Field(
            kind="json", required=True, api="PolicyDocument", rule=json_text, read=json.dumps
        ),
        "role": Field(required=True, replaces=True, api="RoleName", rule=roles_own_name),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def start(self, aws: Aws, inputs: Props) -> str:
        """PutRolePolicy."""
        return f"{inputs['role']}:{super().start(aws, inputs)}"

    def named(self, id: str) -> dict[str, Any]:
        """Return both names."""
        role, _, name = id.partition(":")
        return {"RoleName": role, "PolicyName": name}
