"""Alarms as they are kept: configuration, state and tags apart, because an update touches one.

Source: the API reference of PutMetricAlarm and PutCompositeAlarm.
"""

from __future__ import annotations

from typing import Any

from sandbox.aws import tags
from sandbox.aws.cloudwatch.refusals import invalid
from sandbox.aws.errors import AwsError
from sandbox.aws.service import ACCOUNT_ID, Call

METRIC = "MetricAlarm"
COMPOSITE = "CompositeAlarm"

_ACTIONS = ("OKActions", "AlarmActions", "InsufficientDataActions")
_DELETE = 0x7F
_ARN_PARTS = 6
_FIRST_PRINTABLE = 0x20


def alarms(call: Call) -> dict[str, Any]:
    """Return the Region's alarms by name."""
    return call.section("alarms")


def put_alarm(call: Call, kind: str) -> None:
    """Create an alarm in INSUFFICIENT_DATA, or replace the configuration of the one there is.

    An update keeps the state, and ignores the request's tags.

    Raises:
        AwsError: The name holds control characters, is another kind of alarm's, or an action's
            ARN is malformed.
    """
    params = dict(call.params)
    added = params.pop("Tags", None)
    name = params["AlarmName"]
    _check_name(name)
    _check_actions(call)
    present = alarms(call).get(name)
    if present is not None and present["kind"] != kind:
        raise invalid(f"{name} is a {present['kind']} already; a {kind} cannot replace it")
    record = present or {
        "kind": kind,
        "tags": tags.merged({}, added, invalid="ValidationException"),
        "state": _initial_state(call.now),
    }
    alarms(call)[name] = record | {"config": _config(params), "updated": call.now}


def find(call: Call, reference: str) -> dict[str, Any] | None:
    """Return the alarm of a name or ARN of this Region."""
    found: dict[str, Any] | None = alarms(call).get(name_of(call, reference))
    return found


def get(call: Call, name: str) -> dict[str, Any]:
    """Return the alarm of a name.

    Raises:
        AwsError: ResourceNotFound.
    """
    record: dict[str, Any] | None = alarms(call).get(name)
    if record is None:
        raise AwsError("ResourceNotFound", f"The alarm {name} does not exist")
    return record


def name_of(call: Call, reference: str) -> str:
    """Return the name in an alarm's ARN; anything else is a name already."""
    return reference.removeprefix(call.arn("cloudwatch", "alarm:"))


def described(call: Call, record: dict[str, Any]) -> dict[str, Any]:
    """Return an alarm as DescribeAlarms does."""
    config = record["config"]
    return {
        **config,
        **record["state"],
        "AlarmArn": call.arn("cloudwatch", f"alarm:{config['AlarmName']}"),
        "AlarmConfigurationUpdatedTimestamp": record["updated"],
    }


def _initial_state(now: float) -> dict[str, Any]:
    return {
        "StateValue": "INSUFFICIENT_DATA",
        "StateReason": "Unchecked: Initial alarm creation",
        "StateUpdatedTimestamp": now,
        "StateTransitionedTimestamp": now,
    }


def _config(params: dict[str, Any]) -> dict[str, Any]:
    defaults: dict[str, Any] = {"ActionsEnabled": True} | {action: [] for action in _ACTIONS}
    return defaults | params


def _check_name(name: str) -> None:
    if any(ord(char) < _FIRST_PRINTABLE or ord(char) == _DELETE for char in name):
        raise invalid("AlarmName must not contain ASCII Control characters")


def _check_actions(call: Call) -> None:
    for action in _ACTIONS:
        for arn in call.params.get(action, []):
            parts = arn.split(":", 5)
            if len(parts) != _ARN_PARTS or parts[0] != "arn" or not parts[2] or not parts[5]:
                raise invalid(f"Invalid arn syntax: {arn}")
            if parts[2] == "sns":
                _check_topic(call, parts)


def _check_topic(call: Call, parts: list[str]) -> None:
    _, _, _, region, account, _ = parts
    if region != call.region:
        raise invalid(f"Invalid region {region} specified. Only {call.region} is supported.")
    if len(account) != len(ACCOUNT_ID) or not account.isdigit():
        raise invalid(f"Invalid arn syntax: {':'.join(parts)}")
