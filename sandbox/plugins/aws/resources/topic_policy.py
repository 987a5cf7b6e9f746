"""aws:sns/topicPolicy:TopicPolicy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.aws.fields import Field, arn
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.values import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_ACTIONS = (
    "GetTopicAttributes",
    "SetTopicAttributes",
    "AddPermission",
    "RemovePermission",
    "DeleteTopic",
    "Subscribe",
    "ListSubscriptionsByTopic",
    "Publish",
    "Receive",
)


class TopicPolicy(AwsResource):
    """The access policy of a topic."""

    token = "aws:sns/topicPolicy:TopicPolicy"
    label = "SNS Topic Policy"
    computed = ("owner",)
    missing = ("NotFound", "NotFoundException")
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": Field(required=True, replaces=True, rule=arn),
        "policy": Field(kind="json", required=True, rule=json_text),
    }

    def make(self, aws: Aws, inputs: Props) -> str:
        """SetTopicAttributes."""
        self._set(aws, inputs["arn"], inputs["policy"])
        return str(inputs["arn"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetTopicAttributes."""
        del state
        found = aws.call("sns", "get_topic_attributes", TopicArn=id)["Attributes"]
        return {"arn": found["TopicArn"], "owner": found["Owner"], "policy": found["Policy"]}

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """SetTopicAttributes again."""
        del state
        self._set(aws, id, inputs["policy"])

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """Give the topic back the policy that SNS gives to new ones."""
        self._set(aws, id, _default(id, str(state.get("owner", ""))))

    def _set(self, aws: Aws, topic: str, policy: str) -> None:
        params = {"TopicArn": topic, "AttributeName": "Policy", "AttributeValue": policy}
        aws.call("sns", "set_topic_attributes", **params)


def _default(topic: str, owner: str) -> str:
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{action}" for action in _ACTIONS],
        "Resource": topic,
        "Condition": {"StringEquals": {"AWS:SourceOwner": owner}},
    }
    policy = {"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]}
    return json.dumps(policy)
