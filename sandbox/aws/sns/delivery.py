"""Delivers messages to endpoints on loopback; for any other endpoint it only takes note.

The last deliveries are kept in the section `deliveries`, newest last.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import json
import time
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import httpx

from sandbox.aws.protocols.timestamps import to_iso
from sandbox.aws.service import ACCOUNT_ID
from sandbox.aws.sns.encryption import refusal
from sandbox.aws.sns.policies import lets_publish
from sandbox.aws.sns.records import subscriptions_of, topics
from sandbox.topic_policies import default_policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.aws.service import Call

_KEPT = 200
_ATTEMPTS = 3
_PAUSE = 0.2
_TIMEOUT = 10.0
_WEB = ("http", "https")
_SELF_CONFIRMING = (".pagerduty.com", ".chatbot.amazonaws.com")


def publish(call: Call, arn: str, source: str, *, subject: str, message: str) -> None:
    """Publish for the alarm `source`: the topic must exist and its policy allow CloudWatch."""
    record = topics(call).get(arn)
    if record is None:
        _note(call, {"topic": arn, "subject": subject, "status": "no such topic"})
        return
    policy = record["attributes"].get("Policy") or default_policy(arn, ACCOUNT_ID)
    if not lets_publish(policy, "cloudwatch.amazonaws.com", source):
        _note(call, {"topic": arn, "subject": subject, "status": "denied by the access policy"})
        return
    if reason := refusal(call, record, "cloudwatch.amazonaws.com", source):
        _note(call, {"topic": arn, "subject": subject, "status": reason})
        return
    deliver(call, arn, subject=subject, message=message)


def deliver(
    call: Call,
    arn: str,
    *,
    subject: str | None,
    message: str,
    by_protocol: Mapping[str, str] | None = None,
) -> str:
    """Send a message to a topic's confirmed subscriptions; return its id.

    `by_protocol` are other words for some protocols.
    """
    identifier = str(uuid.uuid4())
    for record in subscriptions_of(call, arn):
        if record["confirmed"]:
            text = (by_protocol or {}).get(record["Protocol"], message)
            body = _envelope(call, record, identifier, text)
            body |= {"Type": "Notification"} | ({"Subject": subject} if subject else {})
            _send(call, record, body)
    return identifier


def ask_to_confirm(call: Call, record: dict[str, Any]) -> None:
    """Send a pending subscription's endpoint the link that confirms it."""
    if record["Protocol"] not in _WEB:
        return
    host = urlsplit(record["Endpoint"]).hostname or ""
    if not is_loopback(host):
        record["confirmed"] = host.endswith(_SELF_CONFIRMING)
        return
    link = {
        "Action": "ConfirmSubscription",
        "TopicArn": record["TopicArn"],
        "Token": record["token"],
    }
    text = f"You have chosen to subscribe to the topic {record['TopicArn']}."
    body = _envelope(call, record, str(uuid.uuid4()), text) | {
        "Type": "SubscriptionConfirmation",
        "Token": record["token"],
        "SubscribeURL": f"{call.base_url}/?{urlencode(link)}",
    }
    call.later(lambda: _confirm(call, record, body))


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's loopback."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _confirm(call: Call, record: dict[str, Any], body: dict[str, Any]) -> None:
    status = _post(record, body)
    with call.store.lock:
        record["confirmed"] = record["confirmed"] or status.startswith("2")
        _note(call, _noted(record, body, status))
        call.store.save()


def _send(call: Call, record: dict[str, Any], body: dict[str, Any]) -> None:
    host = urlsplit(record["Endpoint"]).hostname or ""
    if record["Protocol"] not in _WEB or not is_loopback(host):
        _note(call, _noted(record, body, "not sent: no loopback endpoint"))
        return
    call.later(lambda: _sent(call, record, body))


def _sent(call: Call, record: dict[str, Any], body: dict[str, Any]) -> None:
    status = _post(record, body)
    with call.store.lock:
        _note(call, _noted(record, body, status))
        call.store.save()


def _post(record: dict[str, Any], body: dict[str, Any]) -> str:
    """Post up to three times, as SNS does without a delivery policy; return what came back."""
    status = ""
    for attempt in range(_ATTEMPTS):
        time.sleep(_PAUSE * attempt)
        try:
            status = str(_post_once(record, body))
        except httpx.HTTPError as error:
            status = f"failed: {type(error).__name__}"
        if status.startswith(("2", "4")) and status != "429":
            break
    return status


def _post_once(record: dict[str, Any], body: dict[str, Any]) -> int:
    raw = record["attributes"].get("RawMessageDelivery") == "true"
    headers = {
        "content-type": "text/plain; charset=UTF-8",
        "x-amz-sns-message-type": body["Type"],
        "x-amz-sns-message-id": body["MessageId"],
        "x-amz-sns-topic-arn": body["TopicArn"],
        "x-amz-sns-subscription-arn": record["SubscriptionArn"],
    }
    if raw and body["Type"] == "Notification":
        headers["x-amz-sns-rawdelivery"] = "true"
    content = body["Message"] if "x-amz-sns-rawdelivery" in headers else json.dumps(body)
    with httpx.Client(trust_env=False, timeout=_TIMEOUT) as client:
        return client.post(record["Endpoint"], content=content, headers=headers).status_code


def _envelope(call: Call, record: dict[str, Any], identifier: str, message: str) -> dict[str, Any]:
    digest = hashlib.sha1(f"{identifier}{message}".encode(), usedforsecurity=False).digest()
    leave = urlencode({"Action": "Unsubscribe", "SubscriptionArn": record["SubscriptionArn"]})
    return {
        "MessageId": identifier,
        "TopicArn": record["TopicArn"],
        "Message": message,
        "Timestamp": to_iso(call.now),
        "SignatureVersion": "1",
        "Signature": base64.b64encode(digest).decode(),
        "SigningCertURL": f"{call.base_url}/SimpleNotificationService.pem",
        "UnsubscribeURL": f"{call.base_url}/?{leave}",
    }


def _noted(record: dict[str, Any], body: dict[str, Any], status: str) -> dict[str, Any]:
    return {
        "topic": record["TopicArn"],
        "protocol": record["Protocol"],
        "endpoint": record["Endpoint"],
        "type": body["Type"],
        "subject": body.get("Subject"),
        "message": body["Message"],
        "status": status,
    }


def _note(call: Call, entry: dict[str, Any]) -> None:
    notes = call.section("deliveries").setdefault("notes", [])
    notes.append({**entry, "time": call.now})
    del notes[:-_KEPT]
