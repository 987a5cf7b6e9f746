"""What else PagerDuty's own clients ask about an incident: notes, changes, workflows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.pagerduty.contract import Contract, answer_faults

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from tests.sandbox.pagerduty.recorded import Client

Body = dict[str, Any]
SENDER = {"From": "ana@example.com"}


@pytest.fixture(scope="module")
def contract(shared_dir: Path) -> Contract:
    return Contract(shared_dir)


@pytest.fixture
def incident(api: Client, chain: dict[str, str]) -> str:
    """The id of an open incident."""
    payload = {"summary": "slow", "source": "shop", "severity": "critical"}
    send(api, "/v2/enqueue", chain["key"], payload, event_action="trigger")
    (found,) = api.request("GET", "/incidents").json()["incidents"]
    return str(found["id"])


def send(api: Client, path: str, key: str, payload: Body, **more: Any) -> httpx.Response:
    return api.request("POST", path, json={"routing_key": key, "payload": payload, **more})


def test_a_note_is_written_changed_and_deleted(
    api: Client, incident: str, contract: Contract
) -> None:
    path = f"/incidents/{incident}/notes"
    made = api.request("POST", path, json={"note": {"content": "On it"}}, headers=SENDER)
    assert answer_faults(contract, "POST", path, made) == []
    note = made.json()["note"]
    assert (note["content"], note["user"]["summary"]) == ("On it", "Ana")

    changed = api.request(
        "PUT", f"{path}/{note['id']}", json={"note": {"content": "Done"}}, headers=SENDER
    )
    assert answer_faults(contract, "PUT", f"{path}/{note['id']}", changed) == []
    read = api.request("GET", path)
    assert answer_faults(contract, "GET", path, read) == []
    assert [one["content"] for one in read.json()["notes"]] == ["Done"]
    assert api.request("DELETE", f"{path}/{note['id']}").status_code == 204
    assert api.request("GET", path).json() == {"notes": []}


@pytest.mark.parametrize(
    ("asked", "headers", "status"),
    [
        (("POST", "{}/notes", {"note": {"content": "X"}}), {}, 400),
        (("POST", "{}/notes", {"note": {"content": " "}}), SENDER, 400),
        (("POST", "{}/notes", {"note": {}}), SENDER, 400),
        (("POST", "QNONE/notes", {"note": {"content": "X"}}), SENDER, 404),
        (("GET", "QNONE/notes", None), {}, 404),
        (("PUT", "{}/notes/PNONE", {"note": {"content": "X"}}), SENDER, 404),
        (("DELETE", "{}/notes/PNONE", None), {}, 404),
    ],
)
def test_a_note_is_refused(
    api: Client, incident: str, asked: tuple[str, str, Any], headers: Body, status: int
) -> None:
    method, place, body = asked
    path = f"/incidents/{place.format(incident)}"
    answer = api.request(method, path, json=body, headers=headers)
    assert answer.status_code == status, answer.text


def test_changes_are_kept_and_told_with_the_incident(
    api: Client, chain: dict[str, str], contract: Contract
) -> None:
    enqueue = "/v2/change/enqueue"
    links = [{"href": "https://shop.example.com/1", "text": "Build"}]
    for build in ("1", "2"):
        details = {"summary": f"Build {build}", "source": "ci", "custom_details": {"build": build}}
        assert send(api, enqueue, chain["key"], details, links=links).status_code == 202
        api.now += timedelta(minutes=1)
    payload = {"summary": "slow", "source": "shop", "severity": "critical"}
    send(api, "/v2/enqueue", chain["key"], payload, event_action="trigger")
    api.now += timedelta(minutes=1)
    send(api, enqueue, chain["key"], {"summary": "Rolled back", "source": "ci"})
    (incident,) = api.request("GET", "/incidents").json()["incidents"]
    service = incident["service"]["id"]

    every = api.request("GET", "/change_events").json()["change_events"]
    assert [one["summary"] for one in every] == ["Rolled back", "Build 2", "Build 1"]
    one = api.request("GET", f"/change_events/{every[1]['id']}").json()["change_event"]
    assert (one["custom_details"], one["links"]) == ({"build": "2"}, links)
    of_service = api.request("GET", f"/services/{service}/change_events")
    assert answer_faults(contract, "GET", f"/services/{service}/change_events", of_service) == []
    assert of_service.json()["change_events"] == every
    path = f"/incidents/{incident['id']}/related_change_events"
    related = api.request("GET", path)
    assert answer_faults(contract, "GET", path, related) == []
    assert [one["summary"] for one in related.json()["change_events"]] == ["Build 2", "Build 1"]
    since = every[1]["timestamp"]
    late = api.request("GET", "/change_events", params={"since": since, "until": since}).json()
    assert late["change_events"] == []
    assert api.request("GET", "/change_events/CNONE").status_code == 404


def test_a_change_at_no_time_is_refused(api: Client, chain: dict[str, str]) -> None:
    payload = {"summary": "Build", "timestamp": "yesterday"}
    answer = send(api, "/v2/change/enqueue", chain["key"], payload)
    assert answer.status_code == 400
    assert answer.json()["errors"] == ["'payload.timestamp' is not a valid date time"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/incident_workflows"),
        ("POST", "/incident_workflows"),
        ("GET", "/incident_workflows/P1"),
        ("GET", "/incident_workflows/actions"),
        ("PUT", "/incident_workflows/triggers/P1"),
        ("DELETE", "/incident_workflows/triggers/P1/services/P2"),
        ("POST", "/incident_workflows/P1/instances"),
    ],
)
def test_workflows_are_refused_as_by_an_account_that_has_none(
    api: Client, contract: Contract, method: str, path: str
) -> None:
    answer = api.request(method, path)
    assert answer.status_code == 402
    assert answer.json()["error"]["code"] == 2012
    assert answer_faults(contract, method, path, answer) == []
