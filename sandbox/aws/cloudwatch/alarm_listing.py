"""DescribeAlarms and DescribeAlarmsForMetric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.aws.cloudwatch.alarm_records import (
    COMPOSITE,
    METRIC,
    alarms,
    described,
    get,
    name_of,
)
from sandbox.aws.cloudwatch.composite_alarms import parents
from sandbox.aws.cloudwatch.composite_rule import children, parse
from sandbox.aws.cloudwatch.refusals import invalid
from sandbox.aws.paging import page

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_PAGE = 100
_RELATIONS = ("ChildrenOfAlarmName", "ParentsOfAlarmName")
_PAGING = {"MaxRecords", "NextToken"}
_ACTIONS = ("OKActions", "AlarmActions", "InsufficientDataActions")


def describe_alarms(call: Call) -> dict[str, Any]:
    """List alarms by name, prefix, state, action or relation; only metric alarms unless asked."""
    params = call.params
    _check_combination(params)
    kinds = params.get("AlarmTypes") or [METRIC]
    records = [
        (name, (name, record))
        for name, record in alarms(call).items()
        if _relation_fits(call, name) and _fits(params, name, record, kinds)
    ]
    taken, token = page(
        records,
        size=params.get("MaxRecords", _PAGE),
        token=params.get("NextToken"),
        invalid="InvalidNextToken",
    )
    listed: dict[str, Any] = {f"{kind}s": [] for kind in (METRIC, COMPOSITE)}
    for _, record in taken:
        listed[f"{record['kind']}s"].append(described(call, record))
    return listed | ({"NextToken": token} if token else {})


def describe_alarms_for_metric(call: Call) -> dict[str, Any]:
    """List the metric alarms on exactly one metric; those on metric math are left out."""
    wanted = dict(call.params)
    dimensions = _dimensions(wanted.pop("Dimensions", []))
    found = [
        described(call, record)
        for _, record in sorted(alarms(call).items())
        if _dimensions(record["config"].get("Dimensions", [])) == dimensions
        and all(record["config"].get(name) == value for name, value in wanted.items())
    ]
    return {"MetricAlarms": found}


def _check_combination(params: dict[str, Any]) -> None:
    if "AlarmNames" in params and "AlarmNamePrefix" in params:
        raise invalid("AlarmNames and AlarmNamePrefix cannot be specified together")
    for relation in _RELATIONS:
        if relation in params and set(params) - _PAGING - {relation}:
            raise invalid(f"{relation} cannot be specified with other parameters")


def _relation_fits(call: Call, name: str) -> bool:
    params = call.params
    if "ChildrenOfAlarmName" in params:
        config = get(call, params["ChildrenOfAlarmName"])["config"]
        rule = parse(config.get("AlarmRule", "FALSE"))
        return name in {name_of(call, child) for child in children(rule)}
    if "ParentsOfAlarmName" in params:
        return name in parents(call, params["ParentsOfAlarmName"])
    return True


def _fits(params: dict[str, Any], name: str, record: dict[str, Any], kinds: list[str]) -> bool:
    if any(relation in params for relation in _RELATIONS):
        return True
    checks = (
        record["kind"] in kinds,
        not params.get("AlarmNames") or name in params["AlarmNames"],
        name.startswith(params.get("AlarmNamePrefix", "")),
        params.get("StateValue") in (None, record["state"]["StateValue"]),
        "ActionPrefix" not in params or _has_action(record["config"], params["ActionPrefix"]),
    )
    return all(checks)


def _has_action(config: dict[str, Any], prefix: str) -> bool:
    return any(arn.startswith(prefix) for action in _ACTIONS for arn in config[action])


def _dimensions(items: list[dict[str, str]]) -> dict[str, str]:
    return {item["Name"]: item["Value"] for item in items}
