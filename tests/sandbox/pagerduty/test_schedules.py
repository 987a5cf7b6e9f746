"""Schedules: what the API does with times and layers, and who is on call when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sandbox.pagerduty.recorded import Client

WEEK = 604_800


def _layer(users: list[str], **changes: Any) -> dict[str, Any]:
    return {
        "name": "L",
        "start": "2026-11-23T09:00:00Z",
        "rotation_virtual_start": "2026-11-23T09:00:00Z",
        "rotation_turn_length_seconds": WEEK,
        "users": [{"user": {"id": user, "type": "user"}} for user in users],
        **changes,
    }


@pytest.fixture
def schedule(make: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    def create(*layers: dict[str, Any], zone: str = "Etc/UTC") -> dict[str, Any]:
        fields = {"name": "S", "time_zone": zone, "schedule_layers": list(layers)}
        return make("/schedules", "schedule", **fields)

    return create


def _final(api: Client, identifier: str, since: str, until: str) -> list[tuple[str, str, str]]:
    answer = api.request("GET", f"/schedules/{identifier}", params={"since": since, "until": until})
    entries = answer.json()["schedule"]["final_schedule"]["rendered_schedule_entries"]
    return [(one["user"]["summary"], one["start"], one["end"]) for one in entries]


def test_a_start_in_the_past_becomes_now_and_stays(
    api: Client, people: list[str], schedule: Callable[..., dict[str, Any]]
) -> None:
    made = schedule(_layer(people, start="2026-01-05T09:00:00Z"))
    assert made["schedule_layers"][0]["start"] == "2026-11-22T17:20:00Z"
    api.now += timedelta(days=2)
    layer = _layer(people, id=made["schedule_layers"][0]["id"], start="2026-01-05T09:00:00Z")
    change = {"schedule": {"schedule_layers": [layer]}}
    after = api.request("PUT", f"/schedules/{made['id']}", json=change).json()["schedule"]
    assert after["schedule_layers"][0]["start"] == "2026-11-22T17:20:00Z"


def test_layers_come_back_newest_first_and_stay_when_left_out(
    api: Client, people: list[str], schedule: Callable[..., dict[str, Any]]
) -> None:
    made = schedule(_layer(people, name="first"), _layer(people, name="second"))
    names = [layer["name"] for layer in made["schedule_layers"]]
    assert names == ["second", "first"]
    change = {"schedule": {"name": "T"}}
    after = api.request("PUT", f"/schedules/{made['id']}", json=change).json()["schedule"]
    assert after["schedule_layers"] == made["schedule_layers"]


def test_times_in_gos_text_form_are_understood(
    people: list[str], schedule: Callable[..., dict[str, Any]]
) -> None:
    text = "2027-01-04 09:00:00 +0000 UTC"
    made = schedule(_layer(people, start=text, rotation_virtual_start=text), zone="Europe/Berlin")
    layer = made["schedule_layers"][0]
    assert layer["start"] == layer["rotation_virtual_start"] == "2027-01-04T10:00:00+01:00"


def test_users_take_weekly_turns(
    api: Client, people: list[str], schedule: Callable[..., dict[str, Any]]
) -> None:
    made = schedule(_layer(people))
    shifts = _final(api, made["id"], "2026-11-23T09:00:00Z", "2026-12-21T09:00:00Z")
    assert [(name, start[:10]) for name, start, _ in shifts] == [
        ("Ana", "2026-11-23"),
        ("Ben", "2026-11-30"),
        ("Cleo", "2026-12-07"),
        ("Ana", "2026-12-14"),
    ]


def test_a_handoff_keeps_its_time_of_day_over_a_clock_change(
    api: Client, people: list[str], schedule: Callable[..., dict[str, Any]]
) -> None:
    local = {"start": "2027-03-22T09:00:00+01:00"}
    local["rotation_virtual_start"] = local["start"]
    made = schedule(_layer(people, **local), zone="Europe/Berlin")
    shifts = _final(api, made["id"], "2027-03-22T08:00:00Z", "2027-04-05T00:00:00Z")
    assert shifts[1][1] == "2027-03-29T09:00:00+02:00"


def test_a_higher_layer_covers_a_lower_one_within_its_restriction(
    api: Client, people: list[str], schedule: Callable[..., dict[str, Any]]
) -> None:
    nights = {
        "type": "daily_restriction",
        "start_time_of_day": "22:00:00",
        "duration_seconds": 8 * 3600,
    }
    made = schedule(_layer(people[:1]), _layer(people[1:2], restrictions=[nights]))
    shifts = _final(api, made["id"], "2026-11-24T12:00:00Z", "2026-11-25T12:00:00Z")
    assert [(name, start[11:16]) for name, start, _ in shifts] == [
        ("Ana", "12:00"),
        ("Ben", "22:00"),
        ("Ana", "06:00"),
    ]


def test_an_override_covers_everything(
    api: Client, people: list[str], schedule: Callable[..., dict[str, Any]]
) -> None:
    made = schedule(_layer(people[:1]))
    body = {
        "override": {
            "start": "2026-11-24T00:00:00Z",
            "end": "2026-11-25T00:00:00Z",
            "user": {"id": people[2], "type": "user_reference"},
        }
    }
    address = f"/schedules/{made['id']}/overrides"
    override = api.request("POST", address, json=body).json()["override"]
    window = ("2026-11-24T00:00:00Z", "2026-11-26T00:00:00Z")
    assert [name for name, _, _ in _final(api, made["id"], *window)] == ["Cleo", "Ana"]
    assert api.request("DELETE", f"{address}/{override['id']}").status_code == 204
    assert [name for name, _, _ in _final(api, made["id"], *window)] == ["Ana"]


def test_oncalls_names_level_user_and_schedule(
    api: Client, chain: dict[str, str], people: list[str]
) -> None:
    query = "?since=2026-11-24T00:00:00Z&until=2026-11-24T01:00:00Z"
    found = api.request("GET", f"/oncalls{query}").json()["oncalls"]
    levels = [(one["escalation_level"], one["user"]["id"]) for one in found]
    assert levels == [(1, people[1]), (2, people[2])]
    assert [(one["schedule"] or {}).get("id") for one in found] == [chain["schedule"], None]
