"""aws:iam/rolePolicy:RolePolicy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.fields import Field
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.values import json_text, role_name, roles_own_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws


class RolePolicy(AwsResource):
    """A policy inside a role."""

    token = "aws:iam/rolePolicy:RolePolicy"
    label = "IAM Role Policy"
    regional = False
    auto_name = "name"
    computed = ()
    missing = ("NoSuchEntity", "NoSuchEntityException")
    fields: ClassVar[Mapping[str, Field]] = {
        "name": Field(computed=True, replaces=True, rule=role_name(128)),
        "namePrefix": Field(computed=True, replaces=True),
        "policy": Field(kind="json", required=True, rule=json_text),
        "role": Field(required=True, replaces=True, rule=roles_own_name),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutRolePolicy."""
        self._put(aws, inputs)
        return f"{inputs['role']}:{inputs['name']}"

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetRolePolicy."""
        del state
        role, _, name = id.partition(":")
        found = aws.call("iam", "get_role_policy", RoleName=role, PolicyName=name)
        return {"name": name, "policy": json.dumps(found["PolicyDocument"]), "role": role}

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutRolePolicy again."""
        del id, state
        self._put(aws, inputs)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteRolePolicy."""
        del state
        role, _, name = id.partition(":")
        aws.call("iam", "delete_role_policy", RoleName=role, PolicyName=name)

    def _put(self, aws: Aws, inputs: Props) -> None:
        aws.call(
            "iam",
            "put_role_policy",
            RoleName=inputs["role"],
            PolicyName=inputs["name"],
            PolicyDocument=inputs["policy"],
        )
