"""Slack for CloudWatch: AWS Chatbot tells channels what the topics say.

AWS allows one configuration for a channel in an account, so there is one per channel that
listens to all topics of it. The workspace itself is authorized once, by a person, in the
console: no API does that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi
from pulumi_aws import chatbot, iam

from components.cloudwatch.policies import (
    CHATBOT_GUARDRAIL,
    SESSION_SECONDS,
    chatbot_permissions,
    chatbot_trust_policy,
)
from components.identity import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from setpoint.catalog.model import Topic
    from setpoint.catalog.naming import Naming


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackArgs:
    """The Slack workspace.

    Attributes:
        workspace: `T...`.
        channels: Channel name with `#` to channel id (`C...`).
        boundary: ARN of the policy that bounds the role.
    """

    workspace: str
    channels: Mapping[str, str]
    naming: Naming
    tags: Mapping[str, str]
    boundary: str | None = None


def declare_slack(
    args: SlackArgs,
    topics: Iterable[tuple[Topic, pulumi.Output[str]]],
    parent: pulumi.Resource,
) -> None:
    """Declare a configuration for each channel that some topic delivers to."""
    listened = _arns_by_channel(topics)
    if not listened:
        return
    role = _chatbot_role(args, next(iter(listened.values()))[0], parent)
    for channel, arns in listened.items():
        chatbot.SlackChannelConfiguration(
            channel.removeprefix("#"),
            configuration_name=args.naming.slack_configuration(channel),
            iam_role_arn=role.arn,
            slack_channel_id=args.channels[channel],
            slack_team_id=args.workspace,
            sns_topic_arns=arns,
            guardrail_policy_arns=[CHATBOT_GUARDRAIL],
            logging_level="NONE",
            user_authorization_required=False,
            tags=args.tags,
            # AWS can't rename a configuration, and takes no second one of the same channel.
            opts=pulumi.ResourceOptions.merge(
                named(parent), pulumi.ResourceOptions(replace_on_changes=["configurationName"])
            ),
        )


def _arns_by_channel(
    topics: Iterable[tuple[Topic, pulumi.Output[str]]],
) -> Mapping[str, Sequence[pulumi.Output[str]]]:
    listened: dict[str, list[pulumi.Output[str]]] = defaultdict(list)
    for topic, arn in topics:
        for subscription in topic.subscriptions:
            if subscription.protocol == "slack":
                listened[str(subscription.endpoint)].append(arn)
    return listened


def _chatbot_role(
    args: SlackArgs, topic_arn: pulumi.Output[str], parent: pulumi.Resource
) -> iam.Role:
    role = iam.Role(
        "slack",
        name=args.naming.slack_role(),
        assume_role_policy=topic_arn.apply(chatbot_trust_policy),
        permissions_boundary=args.boundary,
        max_session_duration=SESSION_SECONDS,
        tags=args.tags,
        opts=named(parent),
    )
    iam.RolePolicy(
        "slack",
        name="read-metrics",
        role=role.name,
        policy=chatbot_permissions(),
        opts=named(parent),
    )
    return role
