"""What an alarm says when its state changes: the subject and JSON that subscribers parse.

PagerDuty and others read Subject ("ALARM: ...") and NewStateValue; Region is the long name.
Source: user guide "Notifying users on alarm changes".
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.loaders import Loader

from sandbox.aws.cloudwatch.alarm_records import COMPOSITE, described
from sandbox.aws.protocols.timestamps import to_iso
from sandbox.aws.service import ACCOUNT_ID

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_LONGEST_SUBJECT = 100


@dataclass(frozen=True, kw_only=True)
class Transition:
    """An alarm that has just entered a state, and the state it left."""

    call: Call
    record: dict[str, Any]
    old: str


def subject(transition: Transition) -> str:
    """Write `ALARM: "name" in US East (N. Virginia)`, cut where SNS would refuse it."""
    record = transition.record
    state, name = record["state"]["StateValue"], record["config"]["AlarmName"]
    text = f'{state}: "{name}" in {region_name(transition.call.region)}'
    return text if len(text) <= _LONGEST_SUBJECT else f"{text[: _LONGEST_SUBJECT - 3]}..."


def message(transition: Transition) -> str:
    """Write the JSON that an alarm publishes."""
    call, record = transition.call, transition.record
    alarm = described(call, record)
    body: dict[str, Any] = {
        "AlarmName": alarm["AlarmName"],
        "AlarmDescription": alarm.get("AlarmDescription"),
        "AWSAccountId": ACCOUNT_ID,
        "AlarmConfigurationUpdatedTimestamp": _moment(record["updated"]),
        "NewStateValue": alarm["StateValue"],
        "NewStateReason": alarm["StateReason"],
        "StateChangeTime": _moment(call.now),
        "Region": region_name(call.region),
        "AlarmArn": alarm["AlarmArn"],
        "OldStateValue": transition.old,
        "OKActions": alarm["OKActions"],
        "AlarmActions": alarm["AlarmActions"],
        "InsufficientDataActions": alarm["InsufficientDataActions"],
    }
    if record["kind"] == COMPOSITE:
        body["AlarmRule"] = alarm["AlarmRule"]
    else:
        body["Trigger"] = _trigger(alarm)
    return json.dumps(body)


@cache
def region_name(region: str) -> str:
    """Return the long name of a Region as CloudWatch writes it."""
    for partition in Loader().load_data("endpoints")["partitions"]:
        if region in partition["regions"]:
            name: str = partition["regions"][region]["description"]
            return name.replace("Europe (", "EU (")
    return region


def _trigger(alarm: dict[str, Any]) -> dict[str, Any]:
    trigger: dict[str, Any] = {
        "Period": alarm.get("Period"),
        "EvaluationPeriods": alarm.get("EvaluationPeriods"),
        "DatapointsToAlarm": alarm.get("DatapointsToAlarm"),
        "ComparisonOperator": alarm.get("ComparisonOperator"),
        "Threshold": alarm.get("Threshold"),
        "TreatMissingData": alarm.get("TreatMissingData", ""),
        "EvaluateLowSampleCountPercentile": alarm.get("EvaluateLowSampleCountPercentile", ""),
    }
    if alarm.get("Metrics"):
        return trigger | {"Metrics": alarm["Metrics"]}
    extended = alarm.get("ExtendedStatistic")
    return trigger | {
        "MetricName": alarm.get("MetricName"),
        "Namespace": alarm.get("Namespace"),
        "StatisticType": "ExtendedStatistic" if extended else "Statistic",
        "Statistic": extended or alarm.get("Statistic", "").upper(),
        "Unit": alarm.get("Unit"),
        "Dimensions": [
            {"value": item["Value"], "name": item["Name"]} for item in alarm.get("Dimensions", [])
        ],
    }


def _moment(seconds: float) -> str:
    return to_iso(seconds).replace("Z", "+0000")
