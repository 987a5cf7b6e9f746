"""From an alarm to a person: SNS, integration, orchestration, service, policy, schedule, user."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sandbox.pagerduty.recorded import Client

ARN = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:api-high-cpu"


def _envelope(state: str, subject: str | None = None) -> dict[str, Any]:
    message = {
        "AlarmName": "api-high-cpu",
        "AlarmArn": ARN,
        "NewStateValue": state,
        "Trigger": {"MetricName": "CPUUtilization", "Namespace": "AWS/EC2"},
    }
    return {
        "Type": "Notification",
        "Subject": subject or f'{state}: "api-high-cpu" in US East (N. Virginia)',
        "Message": json.dumps(message),
    }


def _post(api: Client, key: str, envelope: dict[str, Any]) -> None:
    response = api.request(
        "POST", f"/integration/{key}/enqueue", content=json.dumps(envelope), headers={}
    )
    assert response.status_code == 202


def _incidents(api: Client, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.request("GET", f"/incidents{query}").json()["incidents"]
    return found


def _assigned(api: Client) -> list[str]:
    return [one["assignee"]["summary"] for one in _incidents(api)[0]["assignments"]]


def test_an_alarm_reaches_the_one_on_call_then_the_next_level(
    api: Client, chain: dict[str, str]
) -> None:
    api.now = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # the second week of the rotation
    _post(api, chain["key"], _envelope("ALARM"))
    assert _assigned(api) == ["Ben"]
    api.now += timedelta(minutes=16)
    assert _assigned(api) == ["Cleo"]


def test_by_round_robin_each_incident_asks_one_and_the_next_incident_the_next(
    api: Client, chain: dict[str, str], people: list[str]
) -> None:
    path = f"/escalation_policies/{chain['policy']}"
    policy = api.request("GET", path).json()["escalation_policy"]
    policy["escalation_rules"] = [
        {
            "escalation_delay_in_minutes": 15,
            "targets": [{"id": user, "type": "user_reference"} for user in people],
            "escalation_rule_assignment_strategy": {"type": strategy},
        }
        for strategy in ("round_robin", "assign_to_everyone")
    ]
    assert api.request("PUT", path, json={"escalation_policy": policy}).is_success
    for _ in range(4):
        _post(api, chain["key"], _envelope("ALARM"))
        _post(api, chain["key"], _envelope("OK"))
    _post(api, chain["key"], _envelope("ALARM"))

    assert [one["assignee"]["summary"] for one in _incidents(api)[-1]["assignments"]] == ["Ben"]
    api.now += timedelta(minutes=16)
    asked = [one["assignee"]["summary"] for one in _incidents(api)[-1]["assignments"]]
    assert asked == ["Ana", "Ben", "Cleo"]


def test_a_handoff_changes_who_is_asked(api: Client, chain: dict[str, str]) -> None:
    api.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    _post(api, chain["key"], _envelope("ALARM"))
    assert _assigned(api) == ["Ana"]


def test_an_ok_resolves_the_incident_of_the_same_alarm(api: Client, chain: dict[str, str]) -> None:
    _post(api, chain["key"], _envelope("ALARM"))
    _post(api, chain["key"], _envelope("ALARM"))
    assert [one["status"] for one in _incidents(api)] == ["triggered"]
    _post(api, chain["key"], _envelope("OK"))
    assert [one["status"] for one in _incidents(api)] == ["resolved"]
    assert _assigned(api) == []


def test_a_service_takes_its_incidents_with_it(api: Client, chain: dict[str, str]) -> None:
    _post(api, chain["key"], _envelope("ALARM"))
    assert api.request("DELETE", f"/services/{chain['service']}").status_code == 204
    assert [one["status"] for one in _incidents(api)] == ["resolved"]


@pytest.mark.parametrize(
    "envelope",
    [
        _envelope("ALARM", "Something happened"),
        _envelope("ALARM", "OK: mismatched"),
        _envelope("INSUFFICIENT_DATA"),
        {"Type": "Notification", "Subject": "ALARM: x", "Message": "no JSON"},
        {"Type": "SubscriptionConfirmation", "TopicArn": "arn:aws:sns:x"},
    ],
)
def test_what_is_no_alarm_is_dropped(
    api: Client, chain: dict[str, str], envelope: dict[str, Any]
) -> None:
    _post(api, chain["key"], envelope)
    assert _incidents(api) == []


def test_an_unknown_key_is_refused(api: Client) -> None:
    response = api.request("POST", "/integration/nobody/enqueue", json=_envelope("ALARM"))
    assert response.status_code == 400


def _orchestrate(api: Client, service: str, *rules: dict[str, Any]) -> None:
    path = {"sets": [{"id": "start", "rules": list(rules)}], "catch_all": {"actions": {}}}
    address = f"/event_orchestrations/services/{service}"
    assert api.request("PUT", address, json={"orchestration_path": path}).is_success
    assert api.request("PUT", f"{address}/active", json={"active": True}).is_success


@pytest.mark.parametrize(("severity", "urgency"), [("critical", "high"), ("warning", "low")])
def test_the_services_rules_set_severity_and_so_urgency(
    api: Client, chain: dict[str, str], severity: str, urgency: str
) -> None:
    condition = {"expression": "event.custom_details.AlarmName matches 'api-high-cpu'"}
    actions = {"severity": severity, "priority": "PSLWBL8"}
    _orchestrate(api, chain["service"], {"conditions": [condition], "actions": actions})
    _post(api, chain["key"], _envelope("ALARM"))
    (incident,) = _incidents(api)
    assert (incident["urgency"], incident["priority"]["summary"]) == (urgency, "P1")


@pytest.mark.parametrize(("hour", "urgency"), [(10, "high"), (20, "low")])
def test_a_rule_for_some_hours_lets_others_pass_at_all_other_hours(
    api: Client, chain: dict[str, str], hour: int, urgency: str
) -> None:
    name = "event.custom_details.AlarmName matches 'api-high-cpu'"
    hours = "now in Mon,Tue,Wed,Thu,Fri,Sat,Sun 09:00:00 to 17:00:00 Etc/UTC"
    rules = [(f"{name} and {hours}", "critical"), (name, "warning")]
    _orchestrate(
        api,
        chain["service"],
        *({"conditions": [{"expression": text}], "actions": {"severity": s}} for text, s in rules),
    )
    api.now = datetime(2026, 11, 30, hour, 0, tzinfo=UTC)
    _post(api, chain["key"], _envelope("ALARM"))
    (incident,) = _incidents(api)
    assert incident["urgency"] == urgency


def test_low_urgency_does_not_escalate(api: Client, chain: dict[str, str]) -> None:
    _orchestrate(api, chain["service"], {"conditions": [], "actions": {"severity": "info"}})
    _post(api, chain["key"], _envelope("ALARM"))
    first = _assigned(api)
    api.now += timedelta(hours=1)
    assert _assigned(api) == first


def test_a_suppressed_event_wakes_nobody(api: Client, chain: dict[str, str]) -> None:
    _orchestrate(api, chain["service"], {"conditions": [], "actions": {"suppress": True}})
    _post(api, chain["key"], _envelope("ALARM"))
    assert _incidents(api) == []


def test_a_service_under_maintenance_wakes_nobody(
    api: Client, chain: dict[str, str], make: Callable[..., dict[str, Any]]
) -> None:
    make(
        "/maintenance_windows",
        "maintenance_window",
        start_time="2026-11-22T17:00:00Z",
        end_time="2026-11-22T18:00:00Z",
        services=[{"id": chain["service"], "type": "service_reference"}],
    )
    _post(api, chain["key"], _envelope("ALARM"))
    assert _incidents(api) == []
    api.now += timedelta(hours=1)
    _post(api, chain["key"], _envelope("ALARM"))
    assert len(_incidents(api)) == 1


def test_each_notification_names_its_way(api: Client, chain: dict[str, str]) -> None:
    api.now = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    _post(api, chain["key"], _envelope("ALARM"))
    (incident,) = _incidents(api)
    entries = api.request("GET", f"/incidents/{incident['id']}/log_entries").json()["log_entries"]
    channels = [entry["channel"] for entry in entries if entry["type"] == "notify_log_entry"]
    told = {"type": "email_notification", "address": "ben@example.com"}
    assert channels == [{"type": "email", "notification": told}]


def test_an_acknowledged_incident_stays_where_it_is(api: Client, chain: dict[str, str]) -> None:
    api.now = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    _post(api, chain["key"], _envelope("ALARM"))
    (incident,) = _incidents(api)
    change = {"incident": {"type": "incident", "status": "acknowledged"}}
    address = f"/incidents/{incident['id']}"
    assert api.request("PUT", address, json=change).status_code == 400
    sender = {"From": "ben@example.com"}
    assert api.request("PUT", address, json=change, headers=sender).is_success
    api.now += timedelta(hours=2)
    assert _assigned(api) == ["Ben"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"routing_key": ""}, "'routing_key' is missing or blank"),
        ({"event_action": "shout"}, "'event_action' must be one of trigger, acknowledge, resolve"),
        ({"event_action": "resolve"}, "'dedup_key' is missing or blank"),
        ({"payload": {}}, "'payload.summary' is missing or blank"),
        (
            {"payload": {"summary": "s", "source": "s", "severity": "CRITICAL"}},
            "'payload.severity' must be one of info, warning, error, critical",
        ),
    ],
)
def test_a_bad_event_is_refused(
    api: Client, chain: dict[str, str], change: dict[str, Any], reason: str
) -> None:
    payload = {"summary": "down", "source": "api", "severity": "critical"}
    body = {"routing_key": chain["key"], "event_action": "trigger", "payload": payload, **change}
    response = api.request("POST", "/v2/enqueue", json=body)
    assert response.status_code == 400
    assert reason in response.json()["errors"]
