"""Nothing that the emulator answers leads out of the sandbox; what clients ask besides."""

from __future__ import annotations

import httpx
import pytest

from sandbox.pagerduty import create_app
from sandbox.serving import served
from sandbox.store import Store

HEADERS = {"Authorization": "Token token=anything"}


def test_links_to_the_api_lead_to_the_emulator() -> None:
    with served(create_app(Store(None, "pagerduty"))) as url:
        client = httpx.Client(headers=HEADERS)
        user = {"name": "Ana", "email": "ana@example.com"}
        made = client.post(f"{url}/users", json={"user": user})
        assert "api.pagerduty.com" not in made.text
        link = made.json()["user"]["self"]
        assert link.startswith(f"{url}/users/")
        assert client.get(link).json()["user"]["name"] == "Ana"
        assert client.delete(link).status_code == 204


def test_log_entries_of_all_incidents_can_be_listed() -> None:
    with served(create_app(Store(None, "pagerduty"))) as url:
        found = httpx.get(f"{url}/log_entries", headers=HEADERS)
    assert found.json()["log_entries"] == []


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"payload": {"summary": "Deployed"}}, "'routing_key' is missing or blank"),
        ({"routing_key": "x"}, "'payload.summary' is missing or blank"),
        ({"routing_key": "x", "payload": {"summary": "Deployed"}}, "Invalid routing key"),
    ],
)
def test_a_change_event_needs_a_key_and_a_summary(event: dict[str, object], reason: str) -> None:
    with served(create_app(Store(None, "pagerduty"))) as url:
        answer = httpx.post(f"{url}/v2/change/enqueue", json=event)
    assert (answer.status_code, answer.json()["errors"]) == (400, [reason])
