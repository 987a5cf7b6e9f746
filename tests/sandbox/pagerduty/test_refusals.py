"""Bad requests are refused as the API refuses them, and change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sandbox.store import Store
from tests.sandbox.pagerduty.recorded import Client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx


LAYER = {
    "start": "2027-01-04T09:00:00Z",
    "rotation_virtual_start": "2027-01-04T09:00:00Z",
    "rotation_turn_length_seconds": 604_800,
}

Json = dict[str, Any]


def _reasons(response: httpx.Response) -> Any:
    assert response.status_code == 400, response.text
    error = response.json()["error"]
    assert (error["message"], error["code"]) == ("Invalid Input Provided", 2001)
    return error["errors"]


@pytest.mark.parametrize(
    ("path", "body", "reason"),
    [
        ("/teams", {"team": {}}, "Name can't be blank"),
        ("/teams", {"team": {"name": " "}}, "Name can't be blank"),
        ("/teams", {"team": {"name": "x" * 101}}, "Name is too long (maximum is 100 characters)"),
        ("/teams", {"team": {"name": 7}}, "Name must be a string"),
        ("/teams", {"group": {}}, "team must be provided"),
        ("/teams", None, "Request body must be provided"),
        ("/users", {"user": {"name": "A"}}, "Email can't be blank"),
        ("/users", {"user": {"name": "A", "email": "at home"}}, "Email is invalid"),
        (
            "/users",
            {"user": {"name": "A", "email": "a@b.example", "time_zone": "Mars/Base"}},
            "Time zone is invalid",
        ),
        (
            "/schedules",
            {"schedule": {"name": "S", "time_zone": "UTC", "schedule_layers": []}},
            "Schedule layers can't be blank",
        ),
        (
            "/schedules",
            {
                "schedule": {
                    "name": "S",
                    "time_zone": "UTC",
                    "schedule_layers": [{**LAYER, "users": []}],
                }
            },
            "Schedule layer users can't be blank",
        ),
        (
            "/escalation_policies",
            {"escalation_policy": {"name": "E", "escalation_rules": []}},
            "Escalation rules can't be blank",
        ),
        (
            "/escalation_policies",
            {
                "escalation_policy": {
                    "name": "E",
                    "num_loops": 10,
                    "escalation_rules": [{"escalation_delay_in_minutes": 1, "targets": []}],
                }
            },
            "Num loops must be less than or equal to 9",
        ),
        (
            "/escalation_policies",
            {
                "escalation_policy": {
                    "name": "E",
                    "escalation_rules": [{"escalation_delay_in_minutes": 0, "targets": []}],
                }
            },
            "Escalation rules escalation delay in minutes must be greater than or equal to 1",
        ),
        ("/services", {"service": {"name": "S"}}, "Escalation policy can't be blank"),
        (
            "/maintenance_windows",
            {"maintenance_window": {"start_time": "soon"}},
            "Start time is not a valid date and time",
        ),
    ],
)
def test_a_bad_body_is_refused_with_its_reason(
    api: Client, path: str, body: Json | None, reason: str
) -> None:
    assert reason in _reasons(
        api.request("POST", path, json=body) if body else api.request("POST", path)
    )
    assert api.request("GET", path).json()[path.removeprefix("/")] == []


@pytest.mark.parametrize(
    ("path", "key", "fields", "taken"),
    [
        ("/teams", "team", {"name": "SRE"}, "Name has already been taken"),
        ("/users", "user", {"name": "A", "email": "a@b.example"}, "Email has already been taken"),
    ],
)
def test_a_name_is_given_once(api: Client, path: str, key: str, fields: Json, taken: str) -> None:
    assert api.request("POST", path, json={key: fields}).is_success
    assert _reasons(api.request("POST", path, json={key: fields})) == [taken]


def test_a_service_needs_support_hours_for_a_rule_by_support_hours(
    api: Client, chain: dict[str, str]
) -> None:
    rule = {"type": "use_support_hours"}
    change = {"service": {"incident_urgency_rule": rule}}
    reasons = _reasons(api.request("PUT", f"/services/{chain['service']}", json=change))
    assert "Active urgency must be in high, low, or severity_based." in reasons


def test_a_restriction_as_long_as_its_period_is_refused(
    api: Client, chain: dict[str, str], people: list[str]
) -> None:
    restriction = {
        "type": "weekly_restriction",
        "start_day_of_week": 1,
        "start_time_of_day": "09:00:00",
        "duration_seconds": 604_800,
    }
    users = [{"user": {"id": people[0], "type": "user_reference"}}]
    layer = {**LAYER, "users": users, "restrictions": [restriction]}
    change = {"schedule": {"schedule_layers": [layer]}}
    response = api.request("PUT", f"/schedules/{chain['schedule']}", json=change)
    assert (response.status_code, response.json()["error"]["code"]) == (400, 3001)


def test_a_reference_to_nothing_is_not_found(api: Client) -> None:
    rule = {"escalation_delay_in_minutes": 5, "targets": [{"id": "PNOBODY", "type": "user"}]}
    body = {"escalation_policy": {"name": "E", "escalation_rules": [rule]}}
    response = api.request("POST", "/escalation_policies", json=body)
    assert response.status_code == 404
    assert response.json() == {"error": {"message": "Not Found", "code": 2100}}


@pytest.mark.parametrize(
    ("kind", "path", "reason"),
    [
        (
            "schedule",
            "/schedules",
            "Schedule can't be deleted if it's being used by escalation policies",
        ),
        (
            "policy",
            "/escalation_policies",
            "The escalation policy can't be deleted if it is being used by services",
        ),
    ],
)
def test_what_is_in_use_stays(
    api: Client, chain: dict[str, str], kind: str, path: str, reason: str
) -> None:
    response = api.request("DELETE", f"{path}/{chain[kind]}")
    assert response.status_code == 400
    assert response.json()["error"]["errors"] == [reason]
    assert api.request("GET", f"{path}/{chain[kind]}").is_success


def test_a_user_on_a_schedule_stays(api: Client, chain: dict[str, str], people: list[str]) -> None:
    assert chain
    response = api.request("DELETE", f"/users/{people[0]}")
    assert (response.status_code, response.json()["error"]["code"]) == (400, 6001)


def test_a_team_with_a_schedule_stays(
    api: Client, chain: dict[str, str], make: Callable[..., Json]
) -> None:
    team = make("/teams", "team", name="SRE")["id"]
    change = {"schedule": {"teams": [{"id": team, "type": "team_reference"}]}}
    assert api.request("PUT", f"/schedules/{chain['schedule']}", json=change).is_success
    error = api.request("DELETE", f"/teams/{team}").json()["error"]
    assert error["errors"] == ["Cannot delete team with existing Schedules association(s)"]


def test_a_second_rule_for_the_same_way_and_delay_is_refused(
    api: Client, people: list[str]
) -> None:
    path = f"/users/{people[0]}/contact_methods"
    method = api.request("GET", path).json()["contact_methods"][0]
    contact = {"id": method["id"], "type": method["type"]}
    rule = {"start_delay_in_minutes": 0, "urgency": "high", "contact_method": contact}
    body = {"notification_rule": rule}
    reasons = _reasons(api.request("POST", f"/users/{people[0]}/notification_rules", json=body))
    assert reasons == ["Channel Start delay must be unique for a given contact method"]


def test_a_rule_with_a_malformed_condition_is_refused(api: Client, chain: dict[str, str]) -> None:
    rule = {"conditions": [{"expression": "event.foo"}], "actions": {"severity": "critical"}}
    path = {"sets": [{"id": "start", "rules": [rule]}], "catch_all": {"actions": {}}}
    body = {"orchestration_path": path}
    address = f"/event_orchestrations/services/{chain['service']}"
    assert _reasons(api.request("PUT", address, json=body)) == ["Invalid expression: event.foo"]


@pytest.mark.parametrize("value", ["", "Token token=", "Basic abc", "Token"])
def test_without_a_token_nothing_is_answered(api: Client, value: str) -> None:
    response = api.request("GET", "/abilities", headers={"Authorization": value})
    assert response.status_code == 401
    assert response.json() == {"error": {"message": "Unauthorized", "code": 2006}}


def test_a_revoked_token_is_no_token(api: Client) -> None:
    api.request("POST", "/_sandbox/tokens/revoke", json={"token": "anything"})
    assert api.request("GET", "/teams").status_code == 401


@pytest.mark.parametrize("path", ["/nowhere", "/teams/PNONE", "/teams/PNONE/members"])
def test_what_is_not_there_is_not_found(api: Client, path: str) -> None:
    assert api.request("GET", path).json() == {"error": {"message": "Not Found", "code": 2100}}


def test_lists_are_paged(api: Client) -> None:
    first = api.request("GET", "/vendors?limit=100").json()
    assert (len(first["vendors"]), first["more"], first["total"]) == (100, True, None)
    rest = api.request("GET", "/vendors?limit=100&offset=100&total=true").json()
    assert (rest["more"], rest["total"]) == (False, 100 + len(rest["vendors"]))
    assert len(api.request("GET", "/vendors").json()["vendors"]) == 25


def test_the_account_survives_a_restart(tmp_path: Path) -> None:
    first = Client(Store(tmp_path, "pagerduty"))
    made = first.request("POST", "/teams", json={"team": {"name": "SRE"}}).json()["team"]
    again = Client(Store(tmp_path, "pagerduty"))
    assert again.request("GET", f"/teams/{made['id']}").json()["team"] == made
    other = again.request("POST", "/teams", json={"team": {"name": "Web"}}).json()["team"]
    assert other["id"] != made["id"]
