"""DescribeAlarmHistory: the states that alarms entered. Nothing else of an alarm is recorded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sandbox.aws.cloudwatch.alarm_records import METRIC
from sandbox.aws.paging import page

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_KEPT = 1000
_PAGE = 100
_KIND = "StateUpdate"


def record_state(call: Call, record: dict[str, Any], old: str) -> None:
    """Note that an alarm left the state `old` for the one that it is in."""
    name, state = record["config"]["AlarmName"], record["state"]["StateValue"]
    data = {
        "version": "1.0",
        "oldState": {"stateValue": old},
        "newState": {"stateValue": state, "stateReason": record["state"]["StateReason"]},
    }
    items = call.section("alarm_history").setdefault("items", [])
    items.append(
        {
            "AlarmName": name,
            "AlarmType": record["kind"],
            "Timestamp": call.now,
            "HistoryItemType": _KIND,
            "HistorySummary": f"Alarm updated from {old} to {state}",
            "HistoryData": json.dumps(data),
        }
    )
    del items[:-_KEPT]


def describe_alarm_history(call: Call) -> dict[str, Any]:
    """List what was noted of one alarm or of all, newest first unless asked otherwise."""
    params = call.params
    items = call.section("alarm_history").get("items", [])
    ordered = items if params.get("ScanBy") == "TimestampAscending" else list(reversed(items))
    numbered = [
        (f"{number:08}", (number, item))
        for number, item in enumerate(ordered)
        if _fits(params, item)
    ]
    taken, token = page(
        numbered,
        size=params.get("MaxRecords", _PAGE),
        token=params.get("NextToken"),
        invalid="InvalidNextToken",
    )
    listed = {"AlarmHistoryItems": [item for _, item in taken]}
    return listed | ({"NextToken": token} if token else {})


def _fits(params: dict[str, Any], item: dict[str, Any]) -> bool:
    checks = (
        params.get("AlarmName") in (None, item["AlarmName"]),
        item["AlarmType"] in (params.get("AlarmTypes") or [METRIC]),
        params.get("HistoryItemType") in (None, item["HistoryItemType"]),
        params.get("StartDate", 0) <= item["Timestamp"],
        item["Timestamp"] <= params.get("EndDate", item["Timestamp"]),
    )
    return all(checks)
