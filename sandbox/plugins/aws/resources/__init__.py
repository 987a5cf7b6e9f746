"""The resource types, a module for each service; adding one is a class and a line here.

Inputs, defaults, ids and what forces a replacement follow the documentation of the official
provider's resources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.plugins.aws.resources.cloudwatch import CompositeAlarm, Dashboard, MetricAlarm
from sandbox.plugins.aws.resources.function import Function, Schedule
from sandbox.plugins.aws.resources.health_check import HealthCheck
from sandbox.plugins.aws.resources.iam import Role, RolePolicy
from sandbox.plugins.aws.resources.logs import LogGroup, LogMetricFilter, QueryDefinition
from sandbox.plugins.aws.resources.prometheus import (
    AlertManagerDefinition,
    RuleGroupNamespace,
    Workspace,
)
from sandbox.plugins.aws.resources.secrets import Key, Secret, SecretPolicy, SecretVersion
from sandbox.plugins.aws.resources.slack_channel import SlackChannelConfiguration
from sandbox.plugins.aws.resources.sns import Topic, TopicPolicy, TopicSubscription

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
    Schedule,
    Secret,
    SecretPolicy,
    SecretVersion,
    SlackChannelConfiguration,
    Topic,
    TopicPolicy,
    TopicSubscription,
    Workspace,
)
