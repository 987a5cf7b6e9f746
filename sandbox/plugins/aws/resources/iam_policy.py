"""aws:iam/policy:Policy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.fields import Field, length
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import OfIam, tag_list
from sandbox.plugins.aws.values import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_MOST_VERSIONS = 5


class Policy(AwsResource):
    """A managed policy of the account."""

    token = "aws:iam/policy:Policy"
    label = "IAM Policy"
    regional = False
    tagger: ClassVar[Tagger | None] = OfIam("policy", "PolicyArn")
    auto_name = "name"
    computed = ("arn", "attachmentCount", "policyId")
    missing = ("NoSuchEntity", "NoSuchEntityException")
    fields: ClassVar[Mapping[str, Field]] = {
        "description": Field(replaces=True, rule=length(0, 1000)),
        "name": Field(computed=True, replaces=True, rule=length(1, 128)),
        "namePrefix": Field(computed=True, replaces=True),
        "path": Field(default="/", replaces=True),
        "policy": Field(kind="json", required=True, rule=json_text),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreatePolicy."""
        made = aws.call(
            "iam",
            "create_policy",
            PolicyName=inputs["name"],
            PolicyDocument=inputs["policy"],
            Description=inputs.get("description"),
            Path=inputs["path"],
            Tags=tag_list(inputs["tagsAll"]),
        )
        return str(made["Policy"]["Arn"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetPolicy and GetPolicyVersion."""
        del state
        policy: dict[str, Any] = aws.call("iam", "get_policy", PolicyArn=id)["Policy"]
        version = {"PolicyArn": id, "VersionId": policy["DefaultVersionId"]}
        document = aws.call("iam", "get_policy_version", **version)["PolicyVersion"]["Document"]
        return {
            "arn": id,
            "attachmentCount": policy.get("AttachmentCount", 0),
            "description": policy.get("Description"),
            "name": policy["PolicyName"],
            "path": policy["Path"],
            "policy": json.dumps(document),
            "policyId": policy["PolicyId"],
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """CreatePolicyVersion, after the oldest one where there are too many."""
        del state
        versions = aws.call("iam", "list_policy_versions", PolicyArn=id)["Versions"]
        others = sorted(v["VersionId"] for v in versions if not v["IsDefaultVersion"])
        if len(versions) >= _MOST_VERSIONS:
            aws.call("iam", "delete_policy_version", PolicyArn=id, VersionId=others[0])
        params = {"PolicyArn": id, "PolicyDocument": inputs["policy"], "SetAsDefault": True}
        aws.call("iam", "create_policy_version", **params)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeletePolicy, after its other versions."""
        del state
        for version in aws.call("iam", "list_policy_versions", PolicyArn=id)["Versions"]:
            if not version["IsDefaultVersion"]:
                params = {"PolicyArn": id, "VersionId": version["VersionId"]}
                aws.call("iam", "delete_policy_version", **params)
        aws.call("iam", "delete_policy", PolicyArn=id)
