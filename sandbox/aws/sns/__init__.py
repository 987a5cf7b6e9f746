"""SNS: topics, subscriptions, and delivery that never leaves loopback.

Not moto's, because moto posts to whatever endpoint a subscription names and confirms every
subscription at once.
"""

from sandbox.aws.service import Service
from sandbox.aws.sns.publishing import publish_message
from sandbox.aws.sns.subscriptions import (
    confirm_subscription,
    get_subscription_attributes,
    list_subscriptions,
    list_subscriptions_by_topic,
    set_subscription_attributes,
    subscribe,
    unsubscribe,
)
from sandbox.aws.sns.topics import (
    create_topic,
    delete_topic,
    get_topic_attributes,
    list_tags_for_resource,
    list_topics,
    set_topic_attributes,
    tag_resource,
    untag_resource,
)

SNS = Service(
    name="sns",
    invalid="InvalidParameterException",
    handlers={
        "ConfirmSubscription": confirm_subscription,
        "CreateTopic": create_topic,
        "DeleteTopic": delete_topic,
        "GetSubscriptionAttributes": get_subscription_attributes,
        "GetTopicAttributes": get_topic_attributes,
        "ListSubscriptions": list_subscriptions,
        "ListSubscriptionsByTopic": list_subscriptions_by_topic,
        "ListTagsForResource": list_tags_for_resource,
        "ListTopics": list_topics,
        "Publish": publish_message,
        "SetSubscriptionAttributes": set_subscription_attributes,
        "SetTopicAttributes": set_topic_attributes,
        "Subscribe": subscribe,
        "TagResource": tag_resource,
        "Unsubscribe": unsubscribe,
        "UntagResource": untag_resource,
    },
)

__all__ = ["SNS"]
