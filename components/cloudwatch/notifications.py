"""The shared component of everything a CloudWatch alarm can notify: topics and subscribers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pulumi

from components.cloudwatch.slack import SlackArgs, declare_slack
from components.cloudwatch.topic import Pages, TopicContext, declare_topic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from setpoint.catalog.model import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationsArgs:
    """What the topics need.

    Attributes:
        region: The stack's.
        prometheus_topics: Ids of topics that Amazon Managed Prometheus publishes to.
        slack: None without a Slack workspace; subscriptions of Slack are then left out.
    """

    topics: Sequence[Topic]
    region: str
    prometheus_topics: frozenset[str]
    pages: Pages
    slack: SlackArgs | None
    tags: Mapping[str, str]


class Notifications(pulumi.ComponentResource):
    """SNS topics with policies, subscriptions and Slack configurations.

    Attributes:
        topic_arns: By topic id, in the stack's region.
        arns_by_region: The same by region: an alarm notifies topics of its own region only.
    """

    TYPE: ClassVar[str] = "setpoint:cloudwatch:Notifications"

    topic_arns: Mapping[str, pulumi.Output[str]]
    arns_by_region: Mapping[str, Mapping[str, pulumi.Output[str]]]

    def __init__(
        self, name: str, args: NotificationsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        elsewhere = {region for topic in args.topics for region in topic.regions} - {args.region}
        self.arns_by_region = {
            region: self._declare(region, args) for region in (args.region, *sorted(elsewhere))
        }
        self.topic_arns = self.arns_by_region[args.region]
        if args.slack:
            topics = {topic.id: topic for topic in args.topics}
            told = [
                (topics[key], arn)
                for arns in self.arns_by_region.values()
                for key, arn in arns.items()
            ]
            declare_slack(args.slack, told, self)
        self.register_outputs({})

    def _declare(self, region: str, args: NotificationsArgs) -> dict[str, pulumi.Output[str]]:
        """Declare the topics that are needed in a region."""
        context = TopicContext(
            parent=self,
            pages=args.pages,
            tags=args.tags,
            region=None if region == args.region else region,
            rules=args.prometheus_topics,
        )
        needed = [topic for topic in args.topics if region in topic.regions]
        return {topic.id: declare_topic(topic, context).arn for topic in needed}
