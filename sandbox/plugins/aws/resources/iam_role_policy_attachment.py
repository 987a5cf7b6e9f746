"""aws:iam/rolePolicyAttachment:RolePolicyAttachment."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.fields import Field, arn
from sandbox.plugins.aws.resource import AwsResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws


class RolePolicyAttachment(AwsResource):
    """A managed policy on a role."""

    token = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
    label = "IAM Role Policy Attachment"
    regional = False
    computed = ()
    missing = ("NoSuchEntity", "NoSuchEntityException")
    fields: ClassVar[Mapping[str, Field]] = {
        "policyArn": Field(required=True, replaces=True, rule=arn),
        "role": Field(required=True, replaces=True),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """AttachRolePolicy."""
        role, policy = inputs["role"], inputs["policyArn"]
        aws.call("iam", "attach_role_policy", RoleName=role, PolicyArn=policy)
        return f"{role}/{policy}"

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """ListAttachedRolePolicies."""
        del state
        role, _, policy = id.partition("/")
        attached = aws.call("iam", "list_attached_role_policies", RoleName=role)
        arns = [item["PolicyArn"] for item in attached["AttachedPolicies"]]
        return {"policyArn": policy, "role": role} if policy in arns else None

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """Nothing can change."""

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DetachRolePolicy."""
        del state
        role, _, policy = id.partition("/")
        aws.call("iam", "detach_role_policy", RoleName=role, PolicyArn=policy)
