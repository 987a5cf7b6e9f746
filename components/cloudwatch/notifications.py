"""The shared component of everything a CloudWatch alarm can notify: topics and subscribers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pulumi

from components.cloudwatch.slack import SlackArgs, declare_slack
from components.cloudwatch.topic import Pages, TopicPlace, declare_topic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from setpoint.catalog.model import Topic

# Where Route 53 publishes the metrics of health checks, wherever the stack is.
HEALTH_CHECK_REGION = "us-east-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationsArgs:
    """What the topics need.

    Attributes:
        health_check_topics: Ids of topics that must exist in us-east-1 as well, because an
            alarm notifies topics of its own region only. Empty for a stack in us-east-1.
        prometheus_topics: Ids of topics that Amazon Managed Prometheus publishes to.
        slack: None without a Slack workspace; subscriptions of Slack are then left out.
    """

    topics: Sequence[Topic]
    health_check_topics: frozenset[str]
    prometheus_topics: frozenset[str]
    pages: Pages
    slack: SlackArgs | None
    tags: Mapping[str, str]


class Notifications(pulumi.ComponentResource):
    """SNS topics with policies, subscriptions and Slack configurations.

    Attributes:
        topic_arns: By topic id, in the stack's region.
        health_check_topic_arns: By topic id, in us-east-1.
    """

    TYPE: ClassVar[str] = "setpoint:cloudwatch:Notifications"

    topic_arns: Mapping[str, pulumi.Output[str]]
    health_check_topic_arns: Mapping[str, pulumi.Output[str]]

    def __init__(
        self, name: str, args: NotificationsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        self.topic_arns = self._declare(args.topics, args, None)
        twins = [topic for topic in args.topics if topic.id in args.health_check_topics]
        self.health_check_topic_arns = {
            **self.topic_arns,
            **self._declare(twins, args, HEALTH_CHECK_REGION),
        }
        if args.slack:
            own = [(topic, self.topic_arns[topic.id]) for topic in args.topics]
            far = [(topic, self.health_check_topic_arns[topic.id]) for topic in twins]
            declare_slack(args.slack, own + far, self)
        self.register_outputs({})

    def _declare(
        self, topics: Sequence[Topic], args: NotificationsArgs, region: str | None
    ) -> dict[str, pulumi.Output[str]]:
        place = TopicPlace(
            parent=self,
            pages=args.pages,
            tags=args.tags,
            region=region,
            rules=args.prometheus_topics,
        )
        return {topic.id: declare_topic(topic, place).arn for topic in topics}
