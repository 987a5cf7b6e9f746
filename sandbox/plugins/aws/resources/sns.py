"""Topics, their policies and subscriptions; SNS keeps what they have as attributes, texts all."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import UNKNOWN, PluginError
from sandbox.plugins.aws.clients import AwsRefusalError
from sandbox.plugins.aws.resource import WIRE, AwsResource, raised
from sandbox.plugins.aws.tagging import TOPIC
from sandbox.plugins.aws.values import json_text
from sandbox.plugins.comparing import same
from sandbox.plugins.fields import Field
from sandbox.plugins.rules import arn, between, one_of
from sandbox.topic_policies import default_policy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_NAME = re.compile(r"[0-9A-Za-z_-]{1,256}")
_LOGGED = {
    "application": "Application",
    "firehose": "Firehose",
    "http": "HTTP",
    "lambda": "Lambda",
    "sqs": "SQS",
}
_ONLY_FIFO = {
    "archivePolicy": "message archive policy can only be set for FIFO topics",
    "contentBasedDeduplication": "content-based deduplication can only be set for FIFO topics",
    "fifoThroughputScope": "FIFO throughput scope can only be set for FIFO topics",
}
_PROTOCOLS = (
    "application",
    "email",
    "email-json",
    "firehose",
    "http",
    "https",
    "lambda",
    "sms",
    "sqs",
)
_PENDING = "Cannot unsubscribe a subscription that is pending confirmation"
_POLL_SECONDS = 0.5
_OTHER_TIMEOUT_MINUTES = 2


def _flag(text: Any) -> bool | None:
    return text == "true" if text else None


def _whole(text: Any) -> int | None:
    return int(text) if text else None


def _feedback() -> Iterator[tuple[str, Field]]:
    """Yield what is logged of deliveries, for each protocol."""
    for prefix, title in _LOGGED.items():
        for suffix in ("FailureFeedbackRoleArn", "SuccessFeedbackRoleArn"):
            yield f"{prefix}{suffix}", Field(api=f"{title}{suffix}", rule=arn)
        suffix = "SuccessFeedbackSampleRate"
        rate = Field(kind="integer", api=f"{title}{suffix}", rule=between(0, 100), read=_whole)
        yield f"{prefix}{suffix}", rate


def _attributes(
    fields: Mapping[str, Field], state: Props, inputs: Props
) -> Iterator[tuple[str, str]]:
    """Yield the attributes that have to be set, with their values as texts."""
    for name, field in fields.items():
        old, new = state.get(name), inputs.get(name)
        settable = field.sent and not (field.output or field.unread)
        if settable and not (field.computed and new is None) and not same(field, old, new):
            yield field.api or raised(name), _text(new)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


class Topic(AwsResource):
    """A topic."""

    token = "aws:sns/topic:Topic"
    label = "SNS Topic"
    service = "sns"
    reads = "get_topic_attributes"
    deletes = "delete_topic"
    identity = ("TopicArn",)
    by = "TopicArn"
    inside = ("Attributes",)
    tags = TOPIC
    auto_name = "name"
    missing = ("NotFound", "NotFoundException", "ResourceNotFound", "ResourceNotFoundException")
    fields: ClassVar[Mapping[str, Field]] = {
        **dict(_feedback()),
        "archivePolicy": Field(kind="json"),
        "arn": Field(output=True, api="TopicArn"),
        "beginningArchiveTime": Field(output=True),
        "contentBasedDeduplication": Field(kind="boolean", default=False, read=_flag),
        "deliveryPolicy": Field(kind="json"),
        "displayName": Field(),
        "fifoThroughputScope": Field(computed=True, rule=one_of("Topic", "MessageGroup")),
        "fifoTopic": Field(
            kind="boolean",
            default=False,
            replaces=True,
            sent=False,
            read=lambda text: text == "true",
        ),
        "kmsMasterKeyId": Field(),
        "name": Field(
            computed=True,
            replaces=True,
            sent=False,
            api="TopicArn",
            read=lambda topic: topic.rpartition(":")[2],
        ),
        "namePrefix": Field(computed=True, replaces=True, sent=False),
        "owner": Field(output=True),
        "policy": Field(kind="json", computed=True),
        "signatureVersion": Field(kind="integer", computed=True, rule=between(1, 2), read=_whole),
        "tracingConfig": Field(computed=True, rule=one_of("Active", "PassThrough")),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def problems(self, inputs: Props) -> str | None:
        """Judge the name and what only FIFO topics have."""
        name, fifo = inputs.get("name"), bool(inputs.get("fifoTopic"))
        if name and name is not UNKNOWN:
            bare = name.removesuffix(".fifo") if fifo else name
            if not _NAME.fullmatch(bare) or (fifo and bare == name):
                return f"invalid topic name: {name}"
        refused = (text for key, text in _ONLY_FIFO.items() if inputs.get(key) and not fifo)
        return next(refused, None)

    def start(self, aws: Aws, inputs: Props) -> str:
        """CreateTopic, then SetTopicAttributes for each attribute."""
        fifo = {"FifoTopic": "true"} if inputs.get("fifoTopic") else None
        tags = TOPIC.written(inputs["tagsAll"])
        made = aws.call("sns", "create_topic", Name=inputs["name"], Attributes=fifo, Tags=tags)
        self.alter(aws, made["TopicArn"], {}, inputs)
        return str(made["TopicArn"])

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """SetTopicAttributes for each attribute that differs."""
        for name, value in _attributes(self.fields, state, inputs):
            _set(aws, id, name, value)


def _set(aws: Aws, topic: str, name: str, value: str) -> None:
    given = {"TopicArn": topic, "AttributeName": name, "AttributeValue": value}
    aws.call("sns", "set_topic_attributes", **given)


class TopicPolicy(AwsResource):
    """The access policy of a topic."""

    token = "aws:sns/topicPolicy:TopicPolicy"
    label = "SNS Topic Policy"
    service = "sns"
    reads = "get_topic_attributes"
    identity = "arn"
    by = "TopicArn"
    inside = ("Attributes",)
    missing = ("NotFound", "NotFoundException")
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": Field(required=True, replaces=True, api="TopicArn", rule=arn),
        "owner": Field(output=True),
        "policy": Field(kind="json", required=True, rule=json_text),
    }

    def start(self, aws: Aws, inputs: Props) -> str:
        """SetTopicAttributes."""
        _set(aws, inputs["arn"], "Policy", inputs["policy"])
        return str(inputs["arn"])

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """SetTopicAttributes again."""
        del state
        _set(aws, id, "Policy", inputs["policy"])

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """Give the topic back the policy that SNS gives to new ones."""
        _set(aws, id, "Policy", default_policy(id, str(state.get("owner", "")), "Receive"))


class TopicSubscription(AwsResource):
    """A subscription."""

    token = "aws:sns/topicSubscription:TopicSubscription"
    label = "SNS Topic Subscription"
    service = "sns"
    identity = ("SubscriptionArn",)
    missing = ("NotFound", "NotFoundException")
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": Field(output=True, api="SubscriptionArn"),
        "confirmationTimeoutInMinutes": Field(kind="integer", default=1, unread=True),
        "confirmationWasAuthenticated": Field(output=True, read=lambda text: text == "true"),
        "deliveryPolicy": Field(kind="json"),
        "endpoint": Field(required=True, replaces=True, sent=False),
        "endpointAutoConfirms": Field(kind="boolean", default=False, unread=True),
        "filterPolicy": Field(kind="json"),
        "filterPolicyScope": Field(computed=True, rule=one_of("MessageAttributes", "MessageBody")),
        "ownerId": Field(output=True, api="Owner"),
        "pendingConfirmation": Field(output=True, read=lambda text: text == "true"),
        "protocol": Field(required=True, replaces=True, sent=False, rule=one_of(*_PROTOCOLS)),
        "rawMessageDelivery": Field(kind="boolean", default=False, read=_flag),
        "redrivePolicy": Field(kind="json"),
        "replayPolicy": Field(kind="json"),
        "subscriptionRoleArn": Field(rule=arn),
        "topic": Field(required=True, replaces=True, sent=False, api="TopicArn", rule=arn),
    }

    def start(self, aws: Aws, inputs: Props) -> str:
        """Subscribe, and wait for what confirms by itself."""
        answer = aws.call(
            "sns",
            "subscribe",
            TopicArn=inputs["topic"],
            Protocol=inputs["protocol"],
            Endpoint=inputs["endpoint"],
            Attributes=dict(_attributes(self.fields, {}, inputs)) or None,
            ReturnSubscriptionArn=True,
        )
        number = str(answer["SubscriptionArn"])
        web = inputs["protocol"].startswith("http")
        if "email" not in inputs["protocol"] and (not web or inputs.get("endpointAutoConfirms")):
            minutes = inputs["confirmationTimeoutInMinutes"] if web else _OTHER_TIMEOUT_MINUTES
            self._wait(aws, number, float(minutes) * 60)
        return number

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetSubscriptionAttributes."""
        del state
        return WIRE.told(self.fields, _its_attributes(aws, id))

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """SetSubscriptionAttributes for each attribute that differs."""
        for name, value in _attributes(self.fields, state, inputs):
            given = "{}" if name == "FilterPolicy" and not value else value
            params = {"SubscriptionArn": id, "AttributeName": name, "AttributeValue": given}
            aws.call("sns", "set_subscription_attributes", **params)

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """Unsubscribe; one that waits for its confirmation is left to expire."""
        del state
        try:
            aws.call("sns", "unsubscribe", SubscriptionArn=id)
        except AwsRefusalError as error:
            if _PENDING not in str(error):
                raise

    def _wait(self, aws: Aws, number: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        while _its_attributes(aws, number).get("PendingConfirmation") == "true":
            if time.monotonic() >= until or self._account.cancelled.wait(_POLL_SECONDS):
                raise PluginError(
                    f"waiting for {self.label} ({number}) confirmation: timeout while waiting for "
                    "state to become 'false' (last state: 'true')"
                )


def _its_attributes(aws: Aws, number: str) -> dict[str, str]:
    answer = aws.call("sns", "get_subscription_attributes", SubscriptionArn=number)
    found: dict[str, str] = answer["Attributes"]
    return found
