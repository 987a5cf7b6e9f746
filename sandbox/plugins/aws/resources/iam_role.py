"""aws:iam/role:Role."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.fields import Field, between, length
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import OfRole, tag_list
from sandbox.plugins.aws.values import json_text, role_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger


class Role(AwsResource):
    """A role. Inline and managed policies are resources of their own here."""

    token = "aws:iam/role:Role"
    label = "IAM Role"
    regional = False
    tagger: ClassVar[Tagger | None] = OfRole()
    auto_name = "name"
    computed = ("arn", "createDate", "uniqueId")
    missing = ("NoSuchEntity", "NoSuchEntityException")
    fields: ClassVar[Mapping[str, Field]] = {
        "assumeRolePolicy": Field(kind="json", required=True, rule=json_text),
        "description": Field(rule=length(0, 1000)),
        "forceDetachPolicies": Field(kind="boolean", default=False, unread=True),
        "maxSessionDuration": Field(kind="integer", default=3600, rule=between(3600, 43_200)),
        "name": Field(computed=True, replaces=True, rule=role_name(64)),
        "namePrefix": Field(computed=True, replaces=True),
        "path": Field(default="/", replaces=True, rule=length(0, 512)),
        "permissionsBoundary": Field(),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateRole."""
        aws.call(
            "iam",
            "create_role",
            RoleName=inputs["name"],
            AssumeRolePolicyDocument=inputs["assumeRolePolicy"],
            Description=inputs.get("description"),
            MaxSessionDuration=inputs.get("maxSessionDuration"),
            Path=inputs["path"],
            PermissionsBoundary=inputs.get("permissionsBoundary"),
            Tags=tag_list(inputs["tagsAll"]),
        )
        return str(inputs["name"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetRole."""
        del state
        role: dict[str, Any] = aws.call("iam", "get_role", RoleName=id)["Role"]
        return {
            "arn": role["Arn"],
            "assumeRolePolicy": json.dumps(role["AssumeRolePolicyDocument"]),
            "createDate": role["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
            "description": role.get("Description"),
            "maxSessionDuration": role.get("MaxSessionDuration", 3600),
            "name": role["RoleName"],
            "path": role["Path"],
            "permissionsBoundary": role.get("PermissionsBoundary", {}).get(
                "PermissionsBoundaryArn"
            ),
            "uniqueId": role["RoleId"],
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
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

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteRole, after its policies where the program says so."""
        if state.get("forceDetachPolicies"):
            attached = aws.call("iam", "list_attached_role_policies", RoleName=id)
            for policy in attached["AttachedPolicies"]:
                params = {"RoleName": id, "PolicyArn": policy["PolicyArn"]}
                aws.call("iam", "detach_role_policy", **params)
            for name in aws.call("iam", "list_role_policies", RoleName=id)["PolicyNames"]:
                aws.call("iam", "delete_role_policy", RoleName=id, PolicyName=name)
        aws.call("iam", "delete_role", RoleName=id)
