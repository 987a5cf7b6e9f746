"""A small emulated account, made through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sandbox.store import Store
from tests.sandbox.pagerduty.recorded import Client

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def api() -> Client:
    return Client(Store(None, "pagerduty"))


@pytest.fixture
def make(api: Client) -> Callable[..., dict[str, Any]]:
    """Create an object; the wrapping key is the last word of the path without its s."""

    def create(path: str, key: str, **fields: Any) -> dict[str, Any]:
        response = api.request("POST", path, json={key: fields})
        assert response.is_success, response.text
        made: dict[str, Any] = response.json()[key]
        return made

    return create


@pytest.fixture
def people(make: Callable[..., dict[str, Any]]) -> list[str]:
    """The ids of three users."""
    names = ("ana", "ben", "cleo")
    return [
        make("/users", "user", name=name.title(), email=f"{name}@example.com")["id"]
        for name in names
    ]


@pytest.fixture
def chain(make: Callable[..., dict[str, Any]], people: list[str]) -> dict[str, str]:
    """A service: asks the weekly rotation of Ana and Ben, after 15 minutes Cleo."""
    layer = {
        "name": "Weekly",
        "start": "2026-11-23T09:00:00Z",
        "rotation_virtual_start": "2026-11-16T09:00:00Z",
        "rotation_turn_length_seconds": 604_800,
        "users": [{"user": {"id": user, "type": "user"}} for user in people[:2]],
    }
    schedule = make(
        "/schedules", "schedule", name="Primary", time_zone="Etc/UTC", schedule_layers=[layer]
    )
    rules = [
        {
            "escalation_delay_in_minutes": 15,
            "targets": [{"id": schedule["id"], "type": "schedule_reference"}],
        },
        {
            "escalation_delay_in_minutes": 30,
            "targets": [{"id": people[2], "type": "user_reference"}],
        },
    ]
    policy = make(
        "/escalation_policies", "escalation_policy", name="Platform", escalation_rules=rules
    )
    service = make(
        "/services",
        "service",
        name="API",
        escalation_policy={"id": policy["id"], "type": "escalation_policy_reference"},
        incident_urgency_rule={"type": "constant", "urgency": "severity_based"},
    )
    integration = make(
        f"/services/{service['id']}/integrations",
        "integration",
        name="CloudWatch",
        vendor={"id": "PZQ6AUS", "type": "vendor_reference"},
    )
    return {
        "schedule": schedule["id"],
        "policy": policy["id"],
        "service": service["id"],
        "key": integration["integration_key"],
    }
