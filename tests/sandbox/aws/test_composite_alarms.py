from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.aws.accounts import alarm


@pytest.fixture
def children(cloudwatch: Any) -> Any:
    for name in ("a", "b"):
        cloudwatch.put_metric_alarm(**alarm(AlarmName=name))
    return cloudwatch


def composite(cloudwatch: Any, rule: str = "ALARM(a) OR ALARM(b)", **more: Any) -> Any:
    cloudwatch.put_composite_alarm(**{"AlarmName": "both", "AlarmRule": rule} | more)
    query = {"AlarmNames": ["both"], "AlarmTypes": ["CompositeAlarm"]}
    return cloudwatch.describe_alarms(**query)["CompositeAlarms"][0]


def state(cloudwatch: Any, name: str, value: str) -> None:
    cloudwatch.set_alarm_state(AlarmName=name, StateValue=value, StateReason="test")


def test_a_composite_alarm_round_trips(children: Any) -> None:
    found = composite(children, AlarmDescription="d")
    assert found["AlarmRule"] == "ALARM(a) OR ALARM(b)"
    assert found["StateValue"] == "INSUFFICIENT_DATA"
    assert found["ActionsEnabled"] is True
    assert children.describe_alarms()["CompositeAlarms"] == []


def test_children_can_be_named_by_arn(children: Any) -> None:
    arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a"
    composite(children, f'ALARM("{arn}")')
    with pytest.raises(ClientError, match="depending on it"):
        children.delete_alarms(AlarmNames=["a"])


@pytest.mark.parametrize(
    ("params", "message"),
    [
        (
            {"AlarmRule": "ALARM(a) OR ALARM(x) OR OK(y)"},
            "Could not save the composite alarm as alarms [x, y] in the alarm rule do not exist",
        ),
        ({"AlarmRule": "()"}, "Error in AlarmRule [Unsupported token ')' at char 1]"),
        ({"AlarmRule": " TRUE"}, "must not contain leading or trailing whitespace"),
        ({"AlarmRule": "ALARM(a)" * 1300}, "length less than or equal to 10240"),
        ({"AlarmRule": " OR ".join(["(TRUE)"] * 167)}, "501 elements"),
        ({"AlarmRule": "TRUE", "ActionsSuppressor": "a"}, "WaitPeriod is required"),
        (
            {"AlarmRule": "TRUE", "ActionsSuppressor": "a", "ActionsSuppressorWaitPeriod": 1},
            "ActionsSuppressorExtensionPeriod is required",
        ),
        ({"AlarmRule": "TRUE", "ActionsSuppressorWaitPeriod": 1}, "need an ActionsSuppressor"),
    ],
)
def test_rules_of_composite_alarms(children: Any, params: dict[str, Any], message: str) -> None:
    with pytest.raises(ClientError, match="ValidationError") as error:
        children.put_composite_alarm(AlarmName="both", **params)
    assert message in str(error.value)


def test_a_child_stays_until_the_composite_is_updated(children: Any) -> None:
    composite(children)
    with pytest.raises(ClientError) as one:
        children.delete_alarms(AlarmNames=["a"])
    with pytest.raises(ClientError) as two:
        children.delete_alarms(AlarmNames=["a", "b"])
    assert "Cannot delete a as there are composite alarm(s) depending on it." in str(one.value)
    assert "Cannot delete a,b as there are composite alarm(s) depending on them." in str(two.value)
    composite(children, "ALARM(b)")
    children.delete_alarms(AlarmNames=["a"])
    children.delete_alarms(AlarmNames=["both"])
    children.delete_alarms(AlarmNames=["b"])


def test_a_cycle_can_be_made_and_blocks_deletion_until_it_is_broken(children: Any) -> None:
    children.put_composite_alarm(AlarmName="x", AlarmRule="ALARM(a)")
    children.put_composite_alarm(AlarmName="y", AlarmRule="ALARM(x)")
    children.put_composite_alarm(AlarmName="x", AlarmRule="ALARM(y)")
    for name in ("x", "y"):
        with pytest.raises(ClientError, match="depending on it"):
            children.delete_alarms(AlarmNames=[name])
    state(children, "x", "ALARM")
    children.put_composite_alarm(AlarmName="x", AlarmRule="false")
    children.delete_alarms(AlarmNames=["y"])


def test_at_most_one_composite_alarm_is_deleted_at_once(children: Any) -> None:
    for name in ("x", "y"):
        children.put_composite_alarm(AlarmName=name, AlarmRule="FALSE")
    with pytest.raises(ClientError, match="Only one composite alarm"):
        children.delete_alarms(AlarmNames=["x", "y"])
    children.delete_alarms(AlarmNames=["x", "a"])


def test_a_suppressor_cannot_be_deleted(children: Any) -> None:
    waits = {"ActionsSuppressorWaitPeriod": 60, "ActionsSuppressorExtensionPeriod": 60}
    composite(children, "ALARM(a)", ActionsSuppressor="b", **waits)
    with pytest.raises(ClientError, match="depending on it"):
        children.delete_alarms(AlarmNames=["b"])
    with pytest.raises(ClientError, match=r"\[gone\] does not exist"):
        composite(children, "ALARM(a)", ActionsSuppressor="gone", **waits)


def test_a_name_belongs_to_one_kind_of_alarm(children: Any) -> None:
    with pytest.raises(ClientError, match="is a MetricAlarm already"):
        children.put_composite_alarm(AlarmName="a", AlarmRule="ALARM(b)")


def test_relations_are_listed(children: Any) -> None:
    composite(children)
    kinds = ["MetricAlarm", "CompositeAlarm"]
    below = children.describe_alarms(ChildrenOfAlarmName="both")
    above = children.describe_alarms(ParentsOfAlarmName="a")
    assert [item["AlarmName"] for item in below["MetricAlarms"]] == ["a", "b"]
    assert [item["AlarmName"] for item in above["CompositeAlarms"]] == ["both"]
    with pytest.raises(ClientError, match="cannot be specified with other"):
        children.describe_alarms(ParentsOfAlarmName="a", AlarmTypes=kinds)


def test_a_composite_alarm_follows_its_children(children: Any) -> None:
    composite(children, "ALARM(a) AND NOT ALARM(b)")
    query = {"AlarmNames": ["both"], "AlarmTypes": ["CompositeAlarm"]}

    def value() -> str:
        return str(children.describe_alarms(**query)["CompositeAlarms"][0]["StateValue"])

    state(children, "a", "ALARM")
    assert value() == "ALARM"
    state(children, "b", "ALARM")
    assert value() == "OK"
