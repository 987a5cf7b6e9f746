"""DescribeAlarmHistory: the states that alarms entered."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.aws.accounts import Account, alarm

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def cloudwatch(account: Account) -> Iterator[Any]:
    client = account.client("cloudwatch")
    for name in ("cpu", "memory"):
        client.put_metric_alarm(**alarm(AlarmName=name))
    for name, state in (("cpu", "ALARM"), ("cpu", "ALARM"), ("memory", "OK"), ("cpu", "OK")):
        client.set_alarm_state(AlarmName=name, StateValue=state, StateReason="by hand")
    return client


def told(answer: Any) -> list[tuple[str, str, str]]:
    found = []
    for item in answer["AlarmHistoryItems"]:
        data = json.loads(item["HistoryData"])
        states = data["oldState"]["stateValue"], data["newState"]["stateValue"]
        found.append((item["AlarmName"], *states))
    return found


def test_changes_are_listed_newest_first(cloudwatch: Any) -> None:
    assert told(cloudwatch.describe_alarm_history()) == [
        ("cpu", "ALARM", "OK"),
        ("memory", "INSUFFICIENT_DATA", "OK"),
        ("cpu", "INSUFFICIENT_DATA", "ALARM"),
    ]


def test_one_alarm_in_order_page_by_page(cloudwatch: Any) -> None:
    pages = cloudwatch.get_paginator("describe_alarm_history").paginate(
        AlarmName="cpu", ScanBy="TimestampAscending", PaginationConfig={"PageSize": 1}
    )
    assert [told(page) for page in pages] == [
        [("cpu", "INSUFFICIENT_DATA", "ALARM")],
        [("cpu", "ALARM", "OK")],
    ]


def test_a_stretch_of_time_and_a_kind(cloudwatch: Any) -> None:
    now = datetime.now(UTC)
    later, before = now + timedelta(hours=1), now - timedelta(hours=1)
    assert told(cloudwatch.describe_alarm_history(StartDate=later)) == []
    assert told(cloudwatch.describe_alarm_history(EndDate=before)) == []
    assert len(told(cloudwatch.describe_alarm_history(StartDate=before, EndDate=later))) == 3
    assert told(cloudwatch.describe_alarm_history(HistoryItemType="Action")) == []
    assert told(cloudwatch.describe_alarm_history(AlarmTypes=["CompositeAlarm"])) == []
