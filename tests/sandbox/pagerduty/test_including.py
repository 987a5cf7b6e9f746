"""What happened and whom it told, and whole objects in place of references."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.pagerduty.app import COLLECTIONS, SPECIAL
from sandbox.pagerduty.including import INCLUDED, ON_REQUEST
from tests.sandbox.pagerduty.contract import Contract, answer_faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.sandbox.pagerduty.recorded import Client

# What the emulator answers whole whether it is asked for or not, or has nothing of.
_WHOLE = {
    "auto_pause_notifications_parameters",
    "channels",
    "contact_methods",
    "escalation_rule_assignment_strategies",
}
_NOTHING = {
    "agents",
    "calendar_urls",
    "conference_bridge",
    "custom_fields",
    "migrated_metadata",
    "privileges",
    "subdomains",
    "temporarily_disabled",
}
_NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
_DAY = "since=2026-11-24T00:00:00Z&until=2026-11-25T00:00:00Z"


@pytest.fixture
def opened(
    api: Client, chain: dict[str, str], make: Callable[..., dict[str, Any]]
) -> dict[str, str]:
    """The ids of what stands around one open incident of a team's service."""
    api.now = _NOON
    team = make("/teams", "team", name="Platform")["id"]
    api.request("PUT", f"/teams/{team}/escalation_policies/{chain['policy']}")
    payload = {"summary": "Down", "source": "test", "severity": "critical"}
    event = {"routing_key": chain["key"], "event_action": "trigger", "payload": payload}
    assert api.request("POST", "/v2/enqueue", json=event).status_code == 202
    (incident,) = api.request("GET", "/incidents").json()["incidents"]
    (entry, *_) = api.request("GET", "/log_entries").json()["log_entries"]
    window = make(
        "/maintenance_windows",
        "maintenance_window",
        start_time="2026-12-01T00:00:00Z",
        end_time="2026-12-02T00:00:00Z",
        services=[{"id": chain["service"], "type": "service_reference"}],
    )
    return {**chain, "team": team, "incident": incident["id"], "entry": entry["id"]} | {
        "window": window["id"]
    }


def _one(api: Client, path: str, *words: str) -> dict[str, Any]:
    query = "&".join([*(f"include[]={word}" for word in words), _DAY])
    response = api.request("GET", f"{path}?{query}")
    assert response.status_code == 200, response.text
    (first, *_) = response.json().values()
    found: dict[str, Any] = first[0] if isinstance(first, list) else first
    return found


@pytest.mark.parametrize(
    ("path", "word", "place"),
    [
        ("/incidents", "services", "service"),
        ("/incidents/{incident}", "escalation_policies", "escalation_policy"),
        ("/incidents", "assignees", "assignments.0.assignee"),
        ("/incidents", "teams", "teams.0"),
        ("/incidents", "first_trigger_log_entries", "first_trigger_log_entry"),
        ("/incidents/{incident}/alerts", "incidents", "incident"),
        ("/incidents/{incident}/log_entries", "incidents", "incident"),
        ("/log_entries", "services", "service"),
        ("/log_entries/{entry}", "teams", "teams.0"),
        ("/notifications", "users", "user"),
        ("/oncalls", "users", "user"),
        ("/oncalls", "schedules", "schedule"),
        ("/oncalls", "escalation_policies", "escalation_policy"),
        ("/services/{service}", "integrations", "integrations.0"),
        ("/services", "escalation_policies", "escalation_policy"),
        ("/escalation_policies/{policy}", "targets", "escalation_rules.0.targets.0"),
        ("/escalation_policies/{policy}", "targets", "escalation_rules.1.targets.0"),
        ("/escalation_policies", "services", "services.0"),
        ("/users", "contact_methods", "contact_methods.0"),
        ("/users", "notification_rules", "notification_rules.0"),
        ("/maintenance_windows/{window}", "services", "services.0"),
    ],
)
def test_what_is_included_is_whole_and_else_a_reference(
    api: Client, opened: dict[str, str], path: str, word: str, place: str
) -> None:
    def at(item: Any) -> dict[str, Any]:
        for step in place.split("."):
            item = item[int(step)] if step.isdecimal() else item[step]
        found: dict[str, Any] = item
        return found

    plain = at(_one(api, path.format(**opened)))
    assert plain["type"].endswith("_reference")
    whole = at(_one(api, path.format(**opened), word))
    assert whole["id"] == plain["id"]
    assert list(api.request("GET", whole["self"]).json().values()) == [whole]
    assert at(_one(api, path.format(**opened))) == plain  # nothing of it was kept


def test_a_list_of_schedules_has_layers_on_request_only(
    api: Client, opened: dict[str, str]
) -> None:
    assert "schedule_layers" not in _one(api, "/schedules")
    assert "schedule_layers" in _one(api, "/schedules", "schedule_layers")
    assert "schedule_layers" in _one(api, f"/schedules/{opened['schedule']}")


def test_every_word_of_the_contract_is_taken(shared_dir: Path) -> None:
    contract = Contract(shared_dir)
    words = {_form(path): _words(contract, one) for path, one in contract.document["paths"].items()}
    lists = {one.path for one in COLLECTIONS}
    single = {path for method, path, _ in SPECIAL if method == "GET" and path != "/users/me"}
    served = lists | {f"{path}/{{id}}" for path in lists} | single
    assert set(INCLUDED) | set(ON_REQUEST) <= served
    for path in served:
        known = set(INCLUDED.get(path, {})) | set(ON_REQUEST.get(path, ()))
        asked = words.get(_form(path), set())
        assert asked - known <= _WHOLE | _NOTHING, path
        assert known <= asked, path


def _form(path: str) -> str:
    return re.sub(r"\{[^}]+\}", "{}", path)


def _words(contract: Contract, operations: Any) -> set[str]:
    for parameter in map(contract.resolved, operations.get("get", {}).get("parameters", [])):
        if parameter.get("name") == "include[]":
            schema = contract.resolved(parameter["schema"])
            return set(contract.resolved(schema.get("items", schema))["enum"])
    return set()


@pytest.mark.parametrize(
    "path",
    [
        *(path for path in INCLUDED if "{" not in path),
        "/incidents/{incident}",
        "/incidents/{incident}/alerts",
        "/incidents/{incident}/log_entries",
        "/log_entries/{entry}",
        "/services/{service}",
        "/escalation_policies/{policy}",
        "/maintenance_windows/{window}",
        "/teams/{team}/members",
    ],
)
def test_answers_follow_the_contract(
    shared_dir: Path, api: Client, opened: dict[str, str], path: str
) -> None:
    path = path.format(**opened)
    response = api.request("GET", f"{path}?{_DAY}")
    faults = answer_faults(Contract(shared_dir), "GET", path, response)
    assert faults == []


def test_notifications_tell_whom_and_by_which_way(api: Client, opened: dict[str, str]) -> None:
    assert opened["incident"]
    found = api.request("GET", f"/notifications?{_DAY}").json()["notifications"]
    (told,) = found
    assert told["type"] == "email_notification"
    assert told["user"]["summary"] == "Ben"
    assert told["address"] == "ben@example.com"
    assert told["started_at"] == "2026-11-24T12:00:00Z"
    of_sms = api.request("GET", f"/notifications?{_DAY}&filter=sms_notification")
    assert of_sms.json()["notifications"] == []
    day_before = "since=2026-11-23T00:00:00Z&until=2026-11-24T00:00:00Z"
    assert api.request("GET", f"/notifications?{day_before}").json()["notifications"] == []


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("until=2026-11-23T00:00:00Z", "Since can't be blank"),
        ("since=2026-11-23T00:00:00Z", "Until can't be blank"),
        (f"{_DAY}&filter=pigeon", "Filter must be in"),
        ("since=yesterday&until=today", "Since and until must be valid date times"),
    ],
)
def test_notifications_of_no_stretch_or_way_are_refused(
    api: Client, query: str, reason: str
) -> None:
    response = api.request("GET", f"/notifications?{query}")
    assert response.status_code == 400
    assert response.json()["error"]["errors"][0].startswith(reason)


def test_an_entry_keeps_its_id_as_time_goes_by(api: Client, opened: dict[str, str]) -> None:
    path = f"/incidents/{opened['incident']}/log_entries"
    early = {entry["id"] for entry in api.request("GET", path).json()["log_entries"]}
    api.now = _NOON.replace(hour=18)
    late = [entry["id"] for entry in api.request("GET", path).json()["log_entries"]]
    assert early < set(late)
    assert len(set(late)) == len(late)


def test_people_open_incidents_and_resolve_several(
    shared_dir: Path, api: Client, opened: dict[str, str]
) -> None:
    contract = Contract(shared_dir)
    headers = {"From": "ana@example.com"}
    service = {"id": opened["service"], "type": "service_reference"}
    asked = {"type": "incident", "title": "Odd", "service": service, "incident_key": "odd"}
    made = api.request("POST", "/incidents", json={"incident": asked}, headers=headers)
    assert made.status_code == 201
    assert answer_faults(contract, "POST", "/incidents", made) == []
    again = api.request("POST", "/incidents", json={"incident": asked}, headers=headers)
    assert again.status_code == 400
    ids = (opened["incident"], made.json()["incident"]["id"])
    body = [{"id": one, "type": "incident_reference", "status": "resolved"} for one in ids]
    assert api.request("PUT", "/incidents", json={"incidents": body}).status_code == 400
    done = api.request("PUT", "/incidents", json={"incidents": body}, headers=headers)
    assert answer_faults(contract, "PUT", "/incidents", done) == []
    assert [one["status"] for one in done.json()["incidents"]] == ["resolved", "resolved"]
