"""Conditions of event orchestration rules."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sandbox.pagerduty.conditions import ConditionError, compiled

EVENT = {
    "event": {
        "summary": "api-high-cpu in eu",
        "severity": "critical",
        "custom_details": {"AlarmName": "api's cpu", "Trigger": {"Dimensions": [{"name": "x"}]}},
    }
}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("event.severity matches 'critical'", True),
        ("event.severity matches 'crit'", False),
        ("event.severity does not match 'critical'", False),
        ("event.summary matches part 'HIGH-CPU'", True),
        ("event.summary does not match part 'high'", False),
        ("event.summary matches regex '^api-.* in (eu|us)$'", True),
        ("event.summary matches regex '^high'", False),
        (r"event.custom_details.AlarmName matches 'api\'s cpu'", True),
        ("event.custom_details['AlarmName'] exists", True),
        ('event.custom_details["AlarmName"] exists', True),
        ("event.custom_details['Alarm[Name'] exists", False),
        ("event.custom_details['Trigger']['Dimensions'][0].name matches 'x'", True),
        ("trigger_count over 5 minutes > 3   or event.severity matches 'critical'", True),
        ("event.custom_details.Trigger.Dimensions[0].name matches 'x'", True),
        ("event.custom_details.Trigger.Dimensions[1].name exists", False),
        ("event.nothing does not exist", True),
        ("event.nothing matches 'x'", False),
        ("event.severity matches 'info' or event.summary matches part 'api'", True),
        ("event.severity matches 'critical' and event.summary matches part 'web'", False),
        ("not (event.severity matches 'info') and event.summary exists", True),
        ("trigger_count over 5 minutes > 3", False),
    ],
)
def test_a_condition_holds_or_not(text: str, *, holds: bool) -> None:
    assert compiled(text)(EVENT) is holds


@pytest.mark.parametrize(
    ("schedule", "now", "holds"),
    [
        ("Mon,Tue 09:00:00 to 17:00:00 America/Los_Angeles", "2026-11-30 08:59:59", False),
        ("Mon,Tue 09:00:00 to 17:00:00 America/Los_Angeles", "2026-11-30 09:00:00", True),
        ("Mon,Tue 09:00:00 to 17:00:00 America/Los_Angeles", "2026-12-01 17:00:00", True),
        ("Mon,Tue 09:00:00 to 17:00:00 America/Los_Angeles", "2026-12-01 17:00:01", False),
        ("Mon,Tue 09:00:00 to 17:00:00 America/Los_Angeles", "2026-12-02 10:00:00", False),
        ("Mon 09:00:00 to 17:00:00 Europe/Berlin", "2026-11-30 08:59:00", False),
        ("Mon 09:00:00 to 17:30:00 Europe/Berlin", "2026-11-30 00:00:00", True),
        ("Fri 22:00:00 to 06:00:00 America/Los_Angeles", "2026-12-05 05:00:00", True),
        ("Fri 22:00:00 to 06:00:00 America/Los_Angeles", "2026-12-04 05:00:00", False),
        ("Sun 12:00:00 to 12:00:00 America/Los_Angeles", "2026-11-30 11:00:00", True),
        ("Sun 12:00:00 to 12:00:00 America/Los_Angeles", "2026-11-30 13:00:00", False),
    ],
)
def test_a_schedule_holds_by_the_clock_of_its_zone(schedule: str, now: str, *, holds: bool) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("America/Los_Angeles"))
    document = {**EVENT, "now": moment}
    assert compiled(f"now in {schedule}")(document) is holds
    assert compiled(f"event.severity matches 'info' and now in {schedule}")(document) is False
    assert compiled(f"event.severity matches 'critical' and now in {schedule}")(document) is holds
    assert compiled(f"not (now in {schedule})")(document) is not holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now in Mon,Foo 09:00:00 to 17:00:00 UTC",
        "now in Mon, Tue 09:00:00 to 17:00:00 UTC",
        "now in Mon 09:00 to 17:00 UTC",
        "now in Mon 09:00:00 to 24:00:00 UTC",
        "now in Mon 09:00:00 to 17:00:00 Europe/Berlinn",
        "now in Mon 09:00:00 to 17:00:00",
        "event.foo",
        "event.summary matches",
        "event.summary exists 'x'",
        "event.summary matches 'x",
        "event.summary matches regex '('",
        "event.summary matches regex '(?=a)a'",
        "(event.summary exists",
        "event.summary exists and",
        "summary matches 'x'",
        "event.summary equals 'x'",
        "event.summary exists event.source exists",
    ],
)
def test_a_malformed_condition_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        compiled(text)
