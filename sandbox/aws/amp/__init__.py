"""Amazon Managed Service for Prometheus: workspaces, rule groups, the Alertmanager's definition.

Nothing is evaluated and nobody is told; what AWS would refuse is refused.
"""

from sandbox.aws.amp.alert_manager import (
    create_alert_manager_definition,
    delete_alert_manager_definition,
    describe_alert_manager_definition,
    put_alert_manager_definition,
)
from sandbox.aws.amp.records import INVALID
from sandbox.aws.amp.rule_groups import (
    create_rule_groups_namespace,
    delete_rule_groups_namespace,
    describe_rule_groups_namespace,
    list_rule_groups_namespaces,
    put_rule_groups_namespace,
)
from sandbox.aws.amp.tagging import list_tags_for_resource, tag_resource, untag_resource
from sandbox.aws.amp.workspaces import (
    create_workspace,
    delete_workspace,
    describe_workspace,
    list_workspaces,
    update_workspace_alias,
)
from sandbox.aws.service import Service

AMP = Service(
    name="amp",
    invalid=INVALID,
    handlers={
        "CreateAlertManagerDefinition": create_alert_manager_definition,
        "CreateRuleGroupsNamespace": create_rule_groups_namespace,
        "CreateWorkspace": create_workspace,
        "DeleteAlertManagerDefinition": delete_alert_manager_definition,
        "DeleteRuleGroupsNamespace": delete_rule_groups_namespace,
        "DeleteWorkspace": delete_workspace,
        "DescribeAlertManagerDefinition": describe_alert_manager_definition,
        "DescribeRuleGroupsNamespace": describe_rule_groups_namespace,
        "DescribeWorkspace": describe_workspace,
        "ListRuleGroupsNamespaces": list_rule_groups_namespaces,
        "ListTagsForResource": list_tags_for_resource,
        "ListWorkspaces": list_workspaces,
        "PutAlertManagerDefinition": put_alert_manager_definition,
        "PutRuleGroupsNamespace": put_rule_groups_namespace,
        "TagResource": tag_resource,
        "UntagResource": untag_resource,
        "UpdateWorkspaceAlias": update_workspace_alias,
    },
)

__all__ = ["AMP"]
