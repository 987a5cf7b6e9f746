"""Topics: attributes, access policy and tags."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sandbox.aws import tags
from sandbox.aws.errors import AwsError
from sandbox.aws.paging import page
from sandbox.aws.service import ACCOUNT_ID
from sandbox.aws.sns.policies import check_policy
from sandbox.aws.sns.records import invalid, subscriptions, subscriptions_of, topic, topics
from sandbox.topic_policies import default_policy

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_NAME = re.compile(r"[A-Za-z0-9_-]{1,256}")
_FIFO = ".fifo"
_LONGEST_DISPLAY_NAME = 100
_PAGE = 100
_FEEDBACK = tuple(
    f"{protocol}{kind}Feedback{suffix}"
    for protocol in ("HTTP", "Firehose", "Lambda", "SQS", "Application")
    for kind, suffix in (("Success", "RoleArn"), ("Success", "SampleRate"), ("Failure", "RoleArn"))
)
_SETTABLE = frozenset(
    {
        "ArchivePolicy",
        "ContentBasedDeduplication",
        "DataProtectionPolicy",
        "DeliveryPolicy",
        "DisplayName",
        "FifoThroughputScope",
        "KmsMasterKeyId",
        "Policy",
        "SignatureVersion",
        "TracingConfig",
        *_FEEDBACK,
    }
)
_RETRY = {
    "minDelayTarget": 20,
    "maxDelayTarget": 20,
    "numRetries": 3,
    "numMaxDelayRetries": 0,
    "numNoDelayRetries": 0,
    "numMinDelayRetries": 0,
    "backoffFunction": "linear",
}
_DELIVERY = {
    "http": {
        "defaultHealthyRetryPolicy": _RETRY,
        "disableSubscriptionOverrides": False,
        "defaultRequestPolicy": {"headerContentType": "text/plain; charset=UTF-8"},
    }
}


def create_topic(call: Call) -> dict[str, Any]:
    """Create a topic; one of the same name, attributes and tags is returned as it is."""
    params = call.params
    attributes: dict[str, str] = params.get("Attributes", {})
    _check_name(params["Name"], fifo=attributes.get("FifoTopic") == "true")
    arn = call.arn("sns", params["Name"])
    added = tags.merged({}, params.get("Tags"), invalid="InvalidParameterException")
    present = topics(call).get(arn)
    if present is not None:
        _check_same(present, attributes, added)
        return {"TopicArn": arn}
    for name, value in attributes.items():
        if name != "FifoTopic":
            _check_attribute(arn, name, value)
    topics(call)[arn] = {"attributes": dict(attributes), "tags": added}
    return {"TopicArn": arn}


def delete_topic(call: Call) -> None:
    """Delete a topic with its subscriptions; one that isn't there is no error."""
    arn = call.params["TopicArn"]
    topics(call).pop(arn, None)
    for record in subscriptions_of(call, arn):
        del subscriptions(call)[record["SubscriptionArn"]]


def get_topic_attributes(call: Call) -> dict[str, Any]:
    """Return the attributes that were set and those that SNS computes."""
    arn = call.params["TopicArn"]
    record = topic(call, arn)
    confirmed = [item["confirmed"] for item in subscriptions_of(call, arn)]
    computed = {
        "TopicArn": arn,
        "Owner": ACCOUNT_ID,
        "DisplayName": "",
        "Policy": default_policy(arn, ACCOUNT_ID),
        "EffectiveDeliveryPolicy": json.dumps(_DELIVERY),
        "SubscriptionsConfirmed": str(sum(confirmed)),
        "SubscriptionsPending": str(len(confirmed) - sum(confirmed)),
        "SubscriptionsDeleted": "0",
    }
    kept = {name: value for name, value in record["attributes"].items() if value}
    return {"Attributes": computed | kept}


def set_topic_attributes(call: Call) -> None:
    """Set one attribute; an empty value restores the default."""
    params = call.params
    record = topic(call, params["TopicArn"])
    name, value = params["AttributeName"], params.get("AttributeValue", "")
    _check_attribute(params["TopicArn"], name, value)
    record["attributes"][name] = value


def list_topics(call: Call) -> dict[str, Any]:
    """List the Region's topics."""
    found = [(arn, {"TopicArn": arn}) for arn in topics(call)]
    taken, token = page(
        found, size=_PAGE, token=call.params.get("NextToken"), invalid="InvalidParameterException"
    )
    return {"Topics": taken} | ({"NextToken": token} if token else {})


def tag_resource(call: Call) -> None:
    """Add or overwrite tags of a topic."""
    record = _tagged(call)
    added = call.params["Tags"]
    record["tags"] = tags.merged(record["tags"], added, invalid="InvalidParameterException")


def untag_resource(call: Call) -> None:
    """Take tags from a topic."""
    record = _tagged(call)
    for key in call.params["TagKeys"]:
        record["tags"].pop(key, None)


def list_tags_for_resource(call: Call) -> dict[str, Any]:
    """List a topic's tags."""
    return {"Tags": tags.listed(_tagged(call)["tags"])}


def _tagged(call: Call) -> dict[str, Any]:
    record: dict[str, Any] | None = topics(call).get(call.params["ResourceArn"])
    if record is None:
        raise AwsError("ResourceNotFoundException", "Resource does not exist")
    return record


def _check_name(name: str, *, fifo: bool) -> None:
    if fifo != name.endswith(_FIFO) or not _NAME.fullmatch(name.removesuffix(_FIFO)):
        raise invalid("Topic Name")


def _check_same(present: dict[str, Any], attributes: dict[str, str], added: dict[str, str]) -> None:
    for name, value in attributes.items():
        if present["attributes"].get(name, "") != value:
            raise invalid("Attributes Reason: Topic already exists with different attributes")
    if added and added != present["tags"]:
        raise invalid("Tags Reason: Topic already exists with different tags")


def _check_attribute(arn: str, name: str, value: str) -> None:
    if name not in _SETTABLE:
        raise invalid("AttributeName")
    if name == "Policy" and value:
        check_policy(value, arn)
    if name == "DisplayName" and len(value) > _LONGEST_DISPLAY_NAME:
        raise invalid("DisplayName Reason: Must be at most 100 characters long")
    if name == "SignatureVersion" and value not in ("", "1", "2"):
        raise invalid("SignatureVersion")
    if name == "TracingConfig" and value not in ("", "Active", "PassThrough"):
        raise invalid("TracingConfig")
    if name == "DeliveryPolicy" and value:
        _check_json(name, value)


def _check_json(name: str, value: str) -> None:
    try:
        json.loads(value)
    except ValueError as error:
        raise invalid(f"{name}: failed to parse JSON") from error
