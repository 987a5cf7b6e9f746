"""Publish, as a client calls it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sandbox.aws.errors import AwsError
from sandbox.aws.sns.delivery import deliver
from sandbox.aws.sns.encryption import lacks_key
from sandbox.aws.sns.records import invalid, topic

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_LONGEST_SUBJECT = 100
_LARGEST_MESSAGE = 262_144


def publish_message(call: Call) -> dict[str, Any]:
    """Publish to a topic; a phone number or a target is only taken note of."""
    params = call.params
    if not params["Message"]:
        raise invalid("Empty message")
    if len(params["Message"].encode()) > _LARGEST_MESSAGE:
        raise invalid("Message too long")
    subject = params.get("Subject")
    if subject is not None and not _is_subject(subject):
        raise invalid("Subject")
    arn = params.get("TopicArn", params.get("TargetArn"))
    if arn is None:
        raise invalid("TopicArn or TargetArn Reason: no value for required parameter")
    if lacks_key(call, topic(call, arn)):
        raise AwsError("KMSNotFoundException", "The topic's key does not exist")
    if params.get("MessageStructure") != "json":
        return {"MessageId": deliver(call, arn, subject=subject, message=params["Message"])}
    texts = _by_protocol(params["Message"])
    message = texts["default"]
    return {"MessageId": deliver(call, arn, subject=subject, message=message, by_protocol=texts)}


def _by_protocol(message: str) -> dict[str, str]:
    try:
        texts = json.loads(message)
    except ValueError:
        texts = None
    if not isinstance(texts, dict):
        raise invalid("Message Structure - JSON message body failed to parse")
    if not isinstance(texts.get("default"), str):
        raise invalid("Message Structure - No default entry in JSON message body")
    return {key: text for key, text in texts.items() if isinstance(text, str)}


def _is_subject(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_SUBJECT and text.isascii() and text.isprintable()
