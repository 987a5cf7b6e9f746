"""aws:sns/topic:Topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import UNKNOWN
from sandbox.plugins.aws.fields import Field, arn, between, one_of
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.resources.attributes import Attributes
from sandbox.plugins.aws.tagging import ByArn, tag_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_NAME = re.compile(r"[0-9A-Za-z_-]{1,256}")
_PROTOCOLS = {
    "application": "Application",
    "firehose": "Firehose",
    "http": "HTTP",
    "lambda": "Lambda",
    "sqs": "SQS",
}
_FEEDBACK = {
    f"{prefix}{suffix}": f"{title}{suffix}"
    for prefix, title in _PROTOCOLS.items()
    for suffix in ("FailureFeedbackRoleArn", "SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate")
}
_ONLY_FIFO = {
    "archivePolicy": "message archive policy can only be set for FIFO topics",
    "contentBasedDeduplication": "content-based deduplication can only be set for FIFO topics",
    "fifoThroughputScope": "FIFO throughput scope can only be set for FIFO topics",
}


def _feedback(name: str) -> Field:
    if name.endswith("SampleRate"):
        return Field(kind="integer", rule=between(0, 100))
    return Field(rule=arn)


class Topic(AwsResource):
    """A topic."""

    token = "aws:sns/topic:Topic"
    label = "SNS Topic"
    tagger: ClassVar[Tagger | None] = ByArn("sns", resource="ResourceArn")
    auto_name = "name"
    computed = ("arn", "beginningArchiveTime", "owner")
    missing = ("NotFound", "NotFoundException", "ResourceNotFound", "ResourceNotFoundException")
    fields: ClassVar[Mapping[str, Field]] = {
        **{name: _feedback(name) for name in _FEEDBACK},
        "archivePolicy": Field(kind="json"),
        "contentBasedDeduplication": Field(kind="boolean", default=False),
        "deliveryPolicy": Field(kind="json"),
        "displayName": Field(),
        "fifoThroughputScope": Field(computed=True, rule=one_of("Topic", "MessageGroup")),
        "fifoTopic": Field(kind="boolean", default=False, replaces=True),
        "kmsMasterKeyId": Field(),
        "name": Field(computed=True, replaces=True),
        "namePrefix": Field(computed=True, replaces=True),
        "policy": Field(kind="json", computed=True),
        "signatureVersion": Field(kind="integer", computed=True, rule=between(1, 2)),
        "tracingConfig": Field(computed=True, rule=one_of("Active", "PassThrough")),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}
    attributes: ClassVar[Attributes] = Attributes(
        fields,
        {
            **_FEEDBACK,
            "archivePolicy": "ArchivePolicy",
            "contentBasedDeduplication": "ContentBasedDeduplication",
            "deliveryPolicy": "DeliveryPolicy",
            "displayName": "DisplayName",
            "fifoThroughputScope": "FifoThroughputScope",
            "kmsMasterKeyId": "KmsMasterKeyId",
            "policy": "Policy",
            "signatureVersion": "SignatureVersion",
            "tracingConfig": "TracingConfig",
        },
    )

    def problems(self, inputs: Props) -> str | None:
        """Judge the name and what only FIFO topics have."""
        name, fifo = inputs.get("name"), bool(inputs.get("fifoTopic"))
        if name and name is not UNKNOWN:
            bare = name.removesuffix(".fifo") if fifo else name
            if not _NAME.fullmatch(bare) or (fifo and bare == name):
                return f"invalid topic name: {name}"
        refused = (text for key, text in _ONLY_FIFO.items() if inputs.get(key) and not fifo)
        return next(refused, None)

    def make(self, aws: Aws, inputs: Props) -> str:
        """CreateTopic, then SetTopicAttributes for each attribute."""
        fifo = {"FifoTopic": "true"} if inputs.get("fifoTopic") else None
        tags = tag_list(inputs["tagsAll"])
        made = aws.call("sns", "create_topic", Name=inputs["name"], Attributes=fifo, Tags=tags)
        for name, value in self.attributes.wanted({}, inputs):
            self._set(aws, made["TopicArn"], name, value)
        return str(made["TopicArn"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """GetTopicAttributes."""
        del state
        found: dict[str, Any] = aws.call("sns", "get_topic_attributes", TopicArn=id)["Attributes"]
        return {
            **self.attributes.told(found),
            "arn": found["TopicArn"],
            "beginningArchiveTime": found.get("BeginningArchiveTime"),
            "fifoTopic": found.get("FifoTopic") == "true",
            "name": id.rpartition(":")[2],
            "owner": found["Owner"],
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """SetTopicAttributes for each attribute that differs."""
        for name, value in self.attributes.wanted(state, inputs):
            self._set(aws, id, name, value)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteTopic."""
        del state
        aws.call("sns", "delete_topic", TopicArn=id)

    def _set(self, aws: Aws, topic: str, name: str, value: str) -> None:
        params = {"TopicArn": topic, "AttributeName": name, "AttributeValue": value}
        aws.call("sns", "set_topic_attributes", **params)
