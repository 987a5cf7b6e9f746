"""Amazon Managed Prometheus: workspaces, their rules and their Alertmanager."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.aws.resource import ARN, LOWER_WIRE, AwsResource
from sandbox.plugins.aws.tagging import AMP
from sandbox.plugins.fields import Field
from sandbox.plugins.rules import length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws


# A text that AWS takes as bytes.
_FILE = Field(required=True, api="data", write=str.encode, read=bytes.decode)


class Workspace(AwsResource):
    """A workspace of Amazon Managed Prometheus."""

    token = "aws:amp/workspace:Workspace"
    label = "AMP Workspace"
    service = "amp"
    creates = "create_workspace"
    reads = "describe_workspace"
    updates = "update_workspace_alias"
    deletes = "delete_workspace"
    identity = ("workspaceId",)
    by = "workspaceId"
    inside = ("workspace",)
    wire = LOWER_WIRE
    tags = AMP
    fields: ClassVar[Mapping[str, Field]] = {
        "alias": Field(rule=length(1, 100)),
        "arn": ARN,
        "kmsKeyArn": Field(replaces=True),
        "prometheusEndpoint": Field(output=True),
    }


class RuleGroupNamespace(AwsResource):
    """A file of rules in a workspace; its id is its ARN."""

    token = "aws:amp/ruleGroupNamespace:RuleGroupNamespace"
    label = "AMP Rule Group Namespace"
    service = "amp"
    creates = "create_rule_groups_namespace"
    reads = "describe_rule_groups_namespace"
    updates = "put_rule_groups_namespace"
    deletes = "delete_rule_groups_namespace"
    identity = ("arn",)
    inside = ("ruleGroupsNamespace",)
    wire = LOWER_WIRE
    tags = AMP
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": ARN,
        "data": _FILE,
        "name": Field(computed=True, replaces=True),
        "workspaceId": Field(required=True, replaces=True),
    }

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeRuleGroupsNamespace."""
        found = super().find(aws, id, state)
        return found and {**found, "workspaceId": self.named(id)["workspaceId"]}

    def named(self, id: str) -> dict[str, Any]:
        """Return workspace and name."""
        _, workspace, name = id.rpartition(":")[2].split("/", 2)
        return {"workspaceId": workspace, "name": name}


class AlertManagerDefinition(AwsResource):
    """The config of a workspace's Alertmanager; its id is the workspace's."""

    token = "aws:amp/alertManagerDefinition:AlertManagerDefinition"
    label = "AMP Alert Manager Definition"
    service = "amp"
    creates = "create_alert_manager_definition"
    reads = "describe_alert_manager_definition"
    updates = "put_alert_manager_definition"
    deletes = "delete_alert_manager_definition"
    identity = "workspaceId"
    by = "workspaceId"
    inside = ("alertManagerDefinition",)
    wire = LOWER_WIRE
    fields: ClassVar[Mapping[str, Field]] = {
        "definition": _FILE,
        "workspaceId": Field(required=True, replaces=True),
    }

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeAlertManagerDefinition."""
        found = super().find(aws, id, state)
        return found and {**found, "workspaceId": id}
