"""An SNS topic with its policy and its subscribers, but for Slack, which AWS Chatbot serves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pulumi_aws import sns

from components.cloudwatch.policies import topic_policy
from components.identity import named
from components.plaintext import plaintext

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pulumi

    from setpoint.catalog.model import Subscription, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Where PagerDuty takes what CloudWatch says.

    Attributes:
        protocol: `https`; `http` in the sandbox.
        urls: An integration's address by PagerDuty service id; holds its secret key.
    """

    protocol: str
    urls: Mapping[str, pulumi.Output[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicContext:
    """What the topics of one region have in common.

    Attributes:
        region: None for the stack's own.
        rules: Ids of topics that Amazon Managed Prometheus publishes to.
    """

    parent: pulumi.Resource
    pages: Pages
    tags: Mapping[str, str]
    region: str | None = None
    rules: frozenset[str] = frozenset()


def declare_topic(topic: Topic, context: TopicContext) -> sns.Topic:
    """Declare the topic; in a second region its logical name ends in the region."""
    key = topic.id if context.region is None else f"{topic.id}@{context.region}"
    options = named(context.parent)
    resource = sns.Topic(
        key,
        name=topic.name,
        display_name=topic.display_name,
        signature_version=1,
        tracing_config="PassThrough",
        kms_master_key_id=topic.kms_key,
        region=context.region,
        tags=context.tags,
        opts=options,
    )
    sns.TopicPolicy(
        key,
        arn=resource.arn,
        policy=resource.arn.apply(partial(topic_policy, rules=topic.id in context.rules)),
        region=context.region,
        opts=options,
    )
    for subscription in topic.subscriptions:
        if subscription.protocol != "slack":
            _subscribe(f"{key}/{subscription.id}", resource, subscription, context)
    return resource


def _subscribe(
    key: str, topic: sns.Topic, subscription: Subscription, context: TopicContext
) -> None:
    """Subscribe an address; PagerDuty answers SNS's request for confirmation by itself."""
    pages = subscription.protocol == "pagerduty"
    sns.TopicSubscription(
        key,
        topic=topic.arn,
        protocol=context.pages.protocol if pages else subscription.protocol,
        endpoint=_endpoint(subscription, context.pages),
        endpoint_auto_confirms=pages,
        raw_message_delivery=False,  # PagerDuty and AWS Chatbot read SNS's own envelope
        region=context.region,
        opts=named(context.parent),
    )


def _endpoint(subscription: Subscription, pages: Pages) -> pulumi.Input[str]:
    if subscription.protocol == "pagerduty":
        return pages.urls[str(subscription.endpoint)]
    return plaintext(subscription.endpoint)
