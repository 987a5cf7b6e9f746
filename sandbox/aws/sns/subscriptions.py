"""Subscriptions: made pending where the endpoint has to confirm, confirmed where not.

An HTTP endpoint gets a SubscriptionConfirmation; that it answers 2xx counts as following the
link in it, as PagerDuty and AWS Chatbot do. An e-mail subscription waits for ConfirmSubscription.
"""

from __future__ import annotations

import json
import re
import secrets
import uuid
from typing import TYPE_CHECKING, Any

from sandbox.aws.paging import page
from sandbox.aws.service import ACCOUNT_ID
from sandbox.aws.sns.delivery import ask_to_confirm
from sandbox.aws.sns.records import invalid, subscription, subscriptions, subscriptions_of, topic

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_PENDING_ARN = "PendingConfirmation"
_CONFIRMED_AT_ONCE = frozenset({"application", "firehose", "lambda", "sms", "sqs"})
_ENDPOINTS = {
    "application": (r"arn:aws[^:]*:sns:.+", "Application endpoint arn invalid"),
    "email": (r"[^@\s]+@[^@\s]+", "Email address"),
    "email-json": (r"[^@\s]+@[^@\s]+", "Email address"),
    "firehose": (r"arn:aws[^:]*:firehose:.+", "Firehose endpoint ARN"),
    "http": (r"http://\S+", "Endpoint must match the specified protocol"),
    "https": (r"https://\S+", "Endpoint must match the specified protocol"),
    "lambda": (r"arn:aws[^:]*:lambda:.+", "Lambda endpoint ARN"),
    "sms": (r"\+[1-9]\d{4,14}", "Invalid SMS endpoint"),
    "sqs": (r"arn:aws[^:]*:sqs:.+", "SQS endpoint ARN"),
}
_JSON_ATTRIBUTES = ("DeliveryPolicy", "FilterPolicy", "RedrivePolicy", "ReplayPolicy")
_ENUM_ATTRIBUTES = {
    "FilterPolicyScope": ("MessageAttributes", "MessageBody"),
    "RawMessageDelivery": ("true", "false"),
}
_ATTRIBUTES = frozenset({*_JSON_ATTRIBUTES, *_ENUM_ATTRIBUTES, "SubscriptionRoleArn"})
_ARN_PARTS = 6
_PAGE = 100


def subscribe(call: Call) -> dict[str, Any]:
    """Subscribe an endpoint; the same subscription again is returned as it is."""
    params = call.params
    arn, protocol, endpoint = params["TopicArn"], params["Protocol"], params.get("Endpoint", "")
    topic(call, arn)
    _check_endpoint(protocol, endpoint)
    attributes: dict[str, str] = params.get("Attributes", {})
    for name, value in attributes.items():
        _check_attribute(name, value)
    record = _present(call, arn, protocol, endpoint)
    if record is None:
        record = _new(call, attributes)
        subscriptions(call)[record["SubscriptionArn"]] = record
    elif attributes and record["attributes"] != attributes:
        raise invalid("Attributes Reason: Subscription already exists with different attributes")
    if not record["confirmed"]:
        ask_to_confirm(call, record)
    hidden = not record["confirmed"] and not params.get("ReturnSubscriptionArn", False)
    return {"SubscriptionArn": "pending confirmation" if hidden else record["SubscriptionArn"]}


def confirm_subscription(call: Call) -> dict[str, Any]:
    """Confirm by the token in the link that an endpoint was sent."""
    # The link carries no signature; its topic's ARN says which Region is meant.
    call.region = call.region or call.params["TopicArn"].split(":")[3]
    topic(call, call.params["TopicArn"])
    for record in subscriptions_of(call, call.params["TopicArn"]):
        if secrets.compare_digest(record["token"], call.params["Token"]):
            record["confirmed"] = True
            call.store.save()
            return {"SubscriptionArn": record["SubscriptionArn"]}
    raise invalid("Token")


def unsubscribe(call: Call) -> None:
    """Delete a subscription; one that isn't there is no error, a pending one stays."""
    arn = call.params["SubscriptionArn"]
    parts = arn.split(":")
    if len(parts) < _ARN_PARTS:
        message = f"An ARN must have at least {_ARN_PARTS} elements, not {len(parts)}"
        raise invalid(f"SubscriptionArn Reason: {message}")
    record = subscriptions(call).get(arn)
    if record is not None and not record["confirmed"]:
        raise invalid(
            "SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation"
        )
    subscriptions(call).pop(arn, None)


def get_subscription_attributes(call: Call) -> dict[str, Any]:
    """Return the attributes that were set and those that SNS computes."""
    record = subscription(call, call.params["SubscriptionArn"])
    computed = {
        **_listed(record),
        "SubscriptionArn": record["SubscriptionArn"],
        "PendingConfirmation": "false" if record["confirmed"] else "true",
        "ConfirmationWasAuthenticated": "true" if record["at_once"] else "false",
        "RawMessageDelivery": "false",
        "SubscriptionPrincipal": f"arn:aws:iam::{ACCOUNT_ID}:user/sandbox",
    }
    kept = {name: value for name, value in record["attributes"].items() if value}
    if "FilterPolicy" in kept:
        computed["FilterPolicyScope"] = "MessageAttributes"
    return {"Attributes": computed | kept}


def set_subscription_attributes(call: Call) -> None:
    """Set one attribute; an empty value restores the default."""
    params = call.params
    record = subscription(call, params["SubscriptionArn"])
    value = params.get("AttributeValue", "")
    _check_attribute(params["AttributeName"], value)
    record["attributes"][params["AttributeName"]] = value


def list_subscriptions(call: Call) -> dict[str, Any]:
    """List the Region's subscriptions."""
    return _page(call, list(subscriptions(call).values()))


def list_subscriptions_by_topic(call: Call) -> dict[str, Any]:
    """List one topic's subscriptions."""
    topic(call, call.params["TopicArn"])
    return _page(call, subscriptions_of(call, call.params["TopicArn"]))


def _page(call: Call, records: list[dict[str, Any]]) -> dict[str, Any]:
    found = [(record["SubscriptionArn"], _listed(record)) for record in records]
    taken, token = page(
        found, size=_PAGE, token=call.params.get("NextToken"), invalid="InvalidParameterException"
    )
    return {"Subscriptions": taken} | ({"NextToken": token} if token else {})


def _listed(record: dict[str, Any]) -> dict[str, str]:
    return {
        "SubscriptionArn": record["SubscriptionArn"] if record["confirmed"] else _PENDING_ARN,
        "Owner": ACCOUNT_ID,
        "Protocol": record["Protocol"],
        "Endpoint": record["Endpoint"],
        "TopicArn": record["TopicArn"],
    }


def _present(call: Call, arn: str, protocol: str, endpoint: str) -> dict[str, Any] | None:
    wanted = (protocol, endpoint)
    found = subscriptions_of(call, arn)
    return next((item for item in found if (item["Protocol"], item["Endpoint"]) == wanted), None)


def _new(call: Call, attributes: dict[str, str]) -> dict[str, Any]:
    params = call.params
    at_once = params["Protocol"] in _CONFIRMED_AT_ONCE
    return {
        "SubscriptionArn": f"{params['TopicArn']}:{uuid.uuid4()}",
        "TopicArn": params["TopicArn"],
        "Protocol": params["Protocol"],
        "Endpoint": params["Endpoint"],
        "attributes": dict(attributes),
        "confirmed": at_once,
        "at_once": at_once,
        "token": secrets.token_hex(32),
    }


def _check_endpoint(protocol: str, endpoint: str) -> None:
    if protocol not in _ENDPOINTS:
        raise invalid(f"Does not support this protocol string: {protocol}")
    pattern, message = _ENDPOINTS[protocol]
    if not re.fullmatch(pattern, endpoint):
        raise invalid(message)


def _check_attribute(name: str, value: str) -> None:
    if name not in _ATTRIBUTES:
        raise invalid("AttributeName")
    if not value:
        return
    if name in _ENUM_ATTRIBUTES and value not in _ENUM_ATTRIBUTES[name]:
        raise invalid(f"Attributes Reason: {name}: Invalid value [{value}].")
    if name in _JSON_ATTRIBUTES:
        try:
            json.loads(value)
        except ValueError as error:
            raise invalid(f"{name}: failed to parse JSON.") from error
