"""Overrides against the emulated PagerDuty: made, kept, cut short, and never in the past."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from providers.pagerduty_overrides.client import Client
from providers.pagerduty_overrides.override import Override
from providers.pagerduty_overrides.package import PagerDutyOverrides
from providers.plugin import PluginError
from sandbox.pagerduty import create_app
from sandbox.serving import served
from sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
HEADERS = {"Authorization": "Token token=any"}
URN = "urn:pulumi:prod::acme::pagerduty-overrides:index:Override::p/x"


class World:
    """An account with a schedule and two users, and the resource at a moment."""

    def __init__(self, url: str) -> None:
        self.url, self.now = url, NOW
        self.client = Client(threading.Event())
        self.client.configure({"token": "any", "apiUrl": url})
        self.override = Override(self.client, lambda: self.now)
        self.ana, self.ben = (self._make("users", "user", **_user(name)) for name in ("ana", "ben"))
        self.schedule = self._make("schedules", "schedule", **_schedule(self.ana))

    def _make(self, path: str, key: str, **fields: Any) -> str:
        answer = httpx.post(f"{self.url}/{path}", json={key: fields}, headers=HEADERS)
        return str(answer.raise_for_status().json()[key]["id"])

    def inputs(self, start: str, end: str) -> dict[str, Any]:
        return {"schedule": self.schedule, "user": self.ben, "start": start, "end": end}

    def listed(self) -> list[dict[str, Any]]:
        path = f"{self.url}/schedules/{self.schedule}/overrides"
        found: list[dict[str, Any]] = httpx.get(path, headers=HEADERS).json()["overrides"]
        return found

    def requests(self) -> list[str]:
        seen = httpx.get(f"{self.url}/_sandbox/requests").json()
        return [each["method"] for each in seen if "/overrides" in each["path"]]


def _user(name: str) -> dict[str, Any]:
    return {"name": name.title(), "email": f"{name}@example.com"}


def _schedule(user: str) -> dict[str, Any]:
    layer = {
        "start": "2026-12-01T09:00:00Z",
        "rotation_virtual_start": "2026-12-01T09:00:00Z",
        "rotation_turn_length_seconds": 604_800,
        "users": [{"user": {"id": user, "type": "user"}}],
    }
    return {"name": "P", "time_zone": "Etc/UTC", "schedule_layers": [layer]}


@pytest.fixture
def world() -> Iterator[World]:
    made: list[World] = []
    app = create_app(Store(None, "pagerduty"), clock=lambda: made[0].now if made else NOW)
    with served(app) as url:
        found = World(url)
        made.append(found)
        yield found


def test_it_is_made_found_again_and_removed(world: World) -> None:
    inputs = world.inputs("2026-12-24T09:00:00Z", "2026-12-27T09:00:00Z")
    made = world.override.create(urn=URN, inputs=inputs, preview=False)
    (listed,) = world.listed()
    assert made.id == f"{world.schedule}/{listed['id']}"
    assert listed["user"]["id"] == world.ben

    read = world.override.read(id=made.id, inputs=inputs, state=made.outputs)
    assert read is not None
    assert read.outputs == inputs, "moments that PagerDuty writes otherwise are the same"
    imported = world.override.read(id=made.id, inputs={}, state={})
    assert imported is not None
    assert imported.outputs["user"] == world.ben

    world.override.delete(id=made.id, state=made.outputs)
    assert world.listed() == []
    assert world.override.read(id=made.id, inputs=inputs, state=made.outputs) is None
    world.override.delete(id=made.id, state=made.outputs)


def test_a_preview_asks_nothing(world: World) -> None:
    inputs = world.inputs("2026-12-24T09:00:00Z", "2026-12-27T09:00:00Z")
    assert world.override.create(urn=URN, inputs=inputs, preview=True).id == ""
    assert world.listed() == []


def test_what_is_over_is_neither_made_nor_removed(world: World) -> None:
    past = world.inputs("2026-11-01T09:00:00Z", "2026-11-02T09:00:00Z")
    made = world.override.create(urn=URN, inputs=past, preview=False)
    assert world.listed() == []
    world.override.delete(id=made.id, state=made.outputs)

    coming = world.inputs("2026-12-24T09:00:00Z", "2026-12-27T09:00:00Z")
    later = world.override.create(urn=URN, inputs=coming, preview=False)
    world.now += timedelta(days=60)
    world.override.delete(id=later.id, state=later.outputs)
    read = world.override.read(id=later.id, inputs=coming, state=later.outputs)
    assert len(world.listed()) == 1, "PagerDuty keeps what was"
    assert read is not None
    assert read.outputs == coming


def test_one_that_has_begun_begins_now_and_ends_now(world: World) -> None:
    inputs = world.inputs("2026-11-30T09:00:00Z", "2026-12-05T09:00:00Z")
    made = world.override.create(urn=URN, inputs=inputs, preview=False)
    (listed,) = world.listed()
    assert datetime.fromisoformat(listed["start"]) == NOW, "nobody's past is another's"

    world.now += timedelta(days=1)
    world.override.delete(id=made.id, state=made.outputs)
    (cut,) = world.listed()
    assert datetime.fromisoformat(cut["end"]) == world.now


def test_one_whose_answer_was_lost_is_taken_over(world: World) -> None:
    inputs = world.inputs("2026-12-24T09:00:00Z", "2026-12-27T09:00:00Z")
    first = world.override.create(urn=URN, inputs=inputs, preview=False)
    again = world.override.create(urn=URN, inputs=inputs, preview=False)

    assert first.id == again.id
    assert len(world.listed()) == 1


def test_whatever_differs_needs_a_new_one_but_another_way_to_write_a_moment(world: World) -> None:
    old = world.inputs("2026-12-24T09:00:00Z", "2026-12-27T09:00:00Z")
    same = {**old, "start": "2026-12-24T10:00:00+01:00"}
    other = {**old, "end": "2026-12-28T09:00:00Z"}

    assert not world.override.diff(id="x", olds=old, old_inputs=old, news=same).changes
    found = world.override.diff(id="x", olds=old, old_inputs=old, news=other)
    assert found.replaces == ["end"]
    assert found.delete_before_replace


@pytest.mark.parametrize(
    ("change", "said"),
    [({"user": None}, "is missing"), ({"start": "tomorrow"}, "is no time")],
)
def test_what_is_missing_or_no_moment_is_named(
    change: dict[str, Any], said: str, world: World
) -> None:
    news = {**world.inputs("2026-12-24T09:00:00Z", "2026-12-27T09:00:00Z"), **change}

    checked = world.override.check(name="x", olds={}, news=news, random_seed=b"")

    assert [said in failure.reason for failure in checked.failures] == [True]


def test_refusals_are_told_and_tokens_are_needed(world: World) -> None:
    inputs = world.inputs("2026-12-27T09:00:00Z", "2026-12-24T09:00:00Z")
    with pytest.raises(PluginError, match="made no override"):
        world.override.create(urn=URN, inputs=inputs, preview=False)
    world.client.token = ""
    with pytest.raises(PluginError, match="pagerduty-overrides:token"):
        world.override.create(urn=URN, inputs=inputs, preview=False)


def test_the_package_says_what_it_has() -> None:
    plugin = PagerDutyOverrides()
    plugin.configure({"token": "t", "region": "eu"})

    assert plugin.client.base_url == "https://api.eu.pagerduty.com"
    assert "pagerduty-overrides:index:Override" in plugin.schema()
    with pytest.raises(PluginError, match="us or eu"):
        plugin.configure({"region": "mars"})


@pytest.mark.parametrize(
    "address", ["http://evil.example", "evil.example", "http://127.0.0.1.evil.example", "http://["]
)
def test_no_token_is_sent_in_the_clear(address: str) -> None:
    client = Client(threading.Event())
    with pytest.raises(PluginError, match="no https address"):
        client.configure({"token": "any", "apiUrl": address})
    client.configure({"token": "any", "apiUrl": "https://api.eu.pagerduty.com/"})
    assert client.base_url == "https://api.eu.pagerduty.com"
