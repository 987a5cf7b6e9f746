"""The resource types, one module each; adding one is a class and a line here.

Inputs, defaults, ids and what forces a replacement follow the documentation of the official
provider's resources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.plugins.aws.resources.composite_alarm import CompositeAlarm
from sandbox.plugins.aws.resources.dashboard import Dashboard
from sandbox.plugins.aws.resources.function import Function
from sandbox.plugins.aws.resources.health_check import HealthCheck
from sandbox.plugins.aws.resources.iam_role import Role
from sandbox.plugins.aws.resources.iam_role_policy import RolePolicy
from sandbox.plugins.aws.resources.kms_key import Key
from sandbox.plugins.aws.resources.log_group import LogGroup
from sandbox.plugins.aws.resources.log_metric_filter import LogMetricFilter
from sandbox.plugins.aws.resources.metric_alarm import MetricAlarm
from sandbox.plugins.aws.resources.prometheus_alert_manager_definition import (
    AlertManagerDefinition,
)
from sandbox.plugins.aws.resources.prometheus_rule_group_namespace import RuleGroupNamespace
from sandbox.plugins.aws.resources.prometheus_workspace import Workspace
from sandbox.plugins.aws.resources.query_definition import QueryDefinition
from sandbox.plugins.aws.resources.schedule import Schedule
from sandbox.plugins.aws.resources.secret import Secret
from sandbox.plugins.aws.resources.secret_policy import SecretPolicy
from sandbox.plugins.aws.resources.secret_version import SecretVersion
from sandbox.plugins.aws.resources.slack_channel import SlackChannelConfiguration
from sandbox.plugins.aws.resources.topic import Topic
from sandbox.plugins.aws.resources.topic_policy import TopicPolicy
from sandbox.plugins.aws.resources.topic_subscription import TopicSubscription

if TYPE_CHECKING:
    from sandbox.plugins.aws.resource import AwsResource

TYPES: tuple[type[AwsResource], ...] = (
    AlertManagerDefinition,
    CompositeAlarm,
    Dashboard,
    Function,
    HealthCheck,
    Key,
    LogGroup,
    LogMetricFilter,
    MetricAlarm,
    QueryDefinition,
    Role,
    RolePolicy,
    RuleGroupNamespace,
    Secret,
    SecretPolicy,
    SecretVersion,
    Schedule,
    SlackChannelConfiguration,
    Topic,
    TopicPolicy,
    TopicSubscription,
    Workspace,
)
