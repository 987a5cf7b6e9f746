"""aws:amp/ruleGroupNamespace:RuleGroupNamespace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.fields import Field
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.tagging import ByArn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger


class RuleGroupNamespace(AwsResource):
    """A file of rules in a workspace; its id is its ARN."""

    token = "aws:amp/ruleGroupNamespace:RuleGroupNamespace"
    label = "AMP Rule Group Namespace"
    tagger: ClassVar[Tagger | None] = ByArn("amp", resource="resourceArn", mapping=True)
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "data": Field(required=True),
        "name": Field(computed=True, replaces=True),
        "workspaceId": Field(required=True, replaces=True),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateRuleGroupsNamespace."""
        tags = inputs["tagsAll"] or None
        data = str(inputs["data"]).encode()
        place = {"workspaceId": inputs["workspaceId"], "name": inputs["name"]}
        made = aws.call("amp", "create_rule_groups_namespace", **place, data=data, tags=tags)
        return str(made["arn"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeRuleGroupsNamespace."""
        del state
        answer = aws.call("amp", "describe_rule_groups_namespace", **_place(id))
        found = answer["ruleGroupsNamespace"]
        return {
            "arn": found["arn"],
            "data": found["data"].decode(),
            "name": found["name"],
            "workspaceId": _place(id)["workspaceId"],
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutRuleGroupsNamespace."""
        del state
        data = str(inputs["data"]).encode()
        aws.call("amp", "put_rule_groups_namespace", **_place(id), data=data)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteRuleGroupsNamespace."""
        del state
        aws.call("amp", "delete_rule_groups_namespace", **_place(id))


def _place(arn: str) -> dict[str, Any]:
    _, workspace, name = arn.rpartition(":")[2].split("/", 2)
    return {"workspaceId": workspace, "name": name}
