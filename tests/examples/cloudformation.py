"""Planned CloudWatch alarms and dashboards as a CloudFormation template, for cfn-lint to judge.

CloudFormation names the same properties with a capital; only what it nests otherwise stands here.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from setpoint.automation.plan import PlannedResource

TYPES = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": "AWS::CloudWatch::Alarm",
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": "AWS::CloudWatch::CompositeAlarm",
    "aws:cloudwatch/dashboard:Dashboard": "AWS::CloudWatch::Dashboard",
}
ACCOUNT = "123456789012"

_MARKER = re.compile(r"\$\{([^}]+)\}")
_NAMES = {
    "name": "AlarmName",
    "okActions": "OKActions",
    "metricQueries": "Metrics",
    "evaluateLowSampleCountPercentiles": "EvaluateLowSampleCountPercentile",
}


def template(resources: Iterable[PlannedResource]) -> str:
    """Return a template of the alarms and dashboards of a plan, as JSON."""
    converted = {
        re.sub(r"[^A-Za-z0-9]", "", f"{TYPES[one.type].rpartition(':')[2]}{number}{one.name}"): {
            "Type": TYPES[one.type],
            "Properties": properties(one.inputs),
        }
        for number, one in enumerate(resources)
        if one.type in TYPES
    }
    document = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": converted}
    return json.dumps(document, indent=1)


def properties(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resource's inputs as CloudFormation nests and calls them."""
    found: dict[str, Any] = {}
    for key, value in inputs.items():
        if key == "actionsSuppressor":
            found |= _suppressor(value)
        elif key != "region":  # CloudFormation takes the stack's own
            found[_NAMES.get(key, _pascal(key))] = _NESTED.get(key, _plain)(value)
    return found


def _suppressor(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "ActionsSuppressor": _plain(value["alarm"]),
        "ActionsSuppressorExtensionPeriod": value["extensionPeriod"],
        "ActionsSuppressorWaitPeriod": value["waitPeriod"],
    }


def _query(value: Mapping[str, Any]) -> dict[str, Any]:
    query = {_pascal(key): _plain(item) for key, item in value.items() if key != "metric"}
    if metric := value.get("metric"):
        place = {
            key: metric[key] for key in ("namespace", "metricName", "dimensions") if key in metric
        }
        rest = {_pascal(key): item for key, item in metric.items() if key not in place}
        query["MetricStat"] = {"Metric": properties(place), **rest}
    return query


def _plain(value: Any) -> Any:
    """Fill markers in: CloudFormation would take them for parameters of its own."""
    if isinstance(value, str):
        return _MARKER.sub(lambda found: ACCOUNT if found[1] == "account" else "marker", value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _pascal(name: str) -> str:
    return name[0].upper() + name[1:]


_NESTED: dict[str, Callable[[Any], Any]] = {
    "dimensions": lambda given: [
        {"Name": name, "Value": _plain(value)} for name, value in given.items()
    ],
    "tags": lambda given: [{"Key": key, "Value": _plain(value)} for key, value in given.items()],
    "metricQueries": lambda given: [_query(one) for one in given],
}
