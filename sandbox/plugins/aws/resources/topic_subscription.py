"""aws:sns/topicSubscription:TopicSubscription."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.aws.clients import AwsRefusalError
from sandbox.plugins.aws.fields import Field, arn, one_of
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.resources.attributes import Attributes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

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


class TopicSubscription(AwsResource):
    """A subscription."""

    token = "aws:sns/topicSubscription:TopicSubscription"
    label = "SNS Topic Subscription"
    computed = ("arn", "confirmationWasAuthenticated", "ownerId", "pendingConfirmation")
    missing = ("NotFound", "NotFoundException")
    fields: ClassVar[Mapping[str, Field]] = {
        "confirmationTimeoutInMinutes": Field(kind="integer", default=1, unread=True),
        "deliveryPolicy": Field(kind="json"),
        "endpoint": Field(required=True, replaces=True),
        "endpointAutoConfirms": Field(kind="boolean", default=False, unread=True),
        "filterPolicy": Field(kind="json"),
        "filterPolicyScope": Field(computed=True, rule=one_of("MessageAttributes", "MessageBody")),
        "protocol": Field(required=True, replaces=True, rule=one_of(*_PROTOCOLS)),
        "rawMessageDelivery": Field(kind="boolean", default=False),
        "redrivePolicy": Field(kind="json"),
        "replayPolicy": Field(kind="json"),
        "subscriptionRoleArn": Field(rule=arn),
        "topic": Field(required=True, replaces=True, rule=arn),
    }
    attributes: ClassVar[Attributes] = Attributes(
        fields,
        {
            "deliveryPolicy": "DeliveryPolicy",
            "filterPolicy": "FilterPolicy",
            "filterPolicyScope": "FilterPolicyScope",
            "rawMessageDelivery": "RawMessageDelivery",
            "redrivePolicy": "RedrivePolicy",
            "replayPolicy": "ReplayPolicy",
            "subscriptionRoleArn": "SubscriptionRoleArn",
        },
    )

    def make(self, aws: Aws, inputs: Props) -> str:
        """Subscribe, and wait for what confirms by itself."""
        answer = aws.call(
            "sns",
            "subscribe",
            TopicArn=inputs["topic"],
            Protocol=inputs["protocol"],
            Endpoint=inputs["endpoint"],
            Attributes=dict(self.attributes.wanted({}, inputs)) or None,
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
        found = self._attributes(aws, id)
        return {
            **self.attributes.told(found),
            "arn": found["SubscriptionArn"],
            "confirmationWasAuthenticated": found.get("ConfirmationWasAuthenticated") == "true",
            "endpoint": found["Endpoint"],
            "ownerId": found["Owner"],
            "pendingConfirmation": found.get("PendingConfirmation") == "true",
            "protocol": found["Protocol"],
            "topic": found["TopicArn"],
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """SetSubscriptionAttributes for each attribute that differs."""
        for name, value in self.attributes.wanted(state, inputs):
            given = "{}" if name == "FilterPolicy" and not value else value
            params = {"SubscriptionArn": id, "AttributeName": name, "AttributeValue": given}
            aws.call("sns", "set_subscription_attributes", **params)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """Unsubscribe; one that waits for its confirmation is left to expire."""
        del state
        try:
            aws.call("sns", "unsubscribe", SubscriptionArn=id)
        except AwsRefusalError as error:
            if _PENDING not in str(error):
                raise

    def _attributes(self, aws: Aws, number: str) -> dict[str, str]:
        answer = aws.call("sns", "get_subscription_attributes", SubscriptionArn=number)
        found: dict[str, str] = answer["Attributes"]
        return found

    def _wait(self, aws: Aws, number: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self._attributes(aws, number).get("PendingConfirmation") == "true":
            if time.monotonic() >= until or self._account.cancelled.wait(_POLL_SECONDS):
                raise PluginError(
                    f"waiting for {self.label} ({number}) confirmation: timeout while waiting for "
                    "state to become 'false' (last state: 'true')"
                )
