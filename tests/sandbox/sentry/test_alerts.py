"""Alerts: orders and names that Sentry changes, what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.sentry.test_monitors import put

if TYPE_CHECKING:
    import httpx

Body = dict[str, Any]

ALERTS = "/organizations/acme/workflows/"


def test_any_comes_back_as_any_short_and_actions_as_sent(api: httpx.Client, alert: Body) -> None:
    made = api.post(ALERTS, json=alert).json()
    group = made["actionFilters"][0]
    assert made["triggers"]["logicType"] == group["logicType"] == "any-short"
    assert [one["type"] for one in made["triggers"]["conditions"]] == [
        "regression_event",
        "first_seen_event",
    ]
    assert [one["type"] for one in group["actions"]] == ["email", "slack"]
    assert int(group["actions"][0]["id"]) < int(group["actions"][1]["id"])


def test_a_slack_channel_is_looked_up(api: httpx.Client, alert: Body) -> None:
    config = api.post(ALERTS, json=alert).json()["actionFilters"][0]["actions"][1]["config"]
    assert config["targetDisplay"] == "#alerts"
    assert config["targetIdentifier"].startswith("C")


def test_an_update_gives_every_part_a_new_id(api: httpx.Client, alert: Body) -> None:
    made = api.post(ALERTS, json=alert).json()
    changed = api.put(f"{ALERTS}{made['id']}/", json={**alert, "id": made["id"]}).json()
    assert changed["id"] == made["id"]
    assert changed["triggers"]["id"] != made["triggers"]["id"]


def test_alerts_are_found_by_name_and_project(api: httpx.Client, alert: Body) -> None:
    error = api.get("/organizations/acme/detectors/").json()[0]["id"]
    api.post(ALERTS, json={**alert, "name": "checkout pages", "detectorIds": [error]})
    api.post(ALERTS, json={**alert, "name": "search"})
    names = [one["name"] for one in api.get(ALERTS, params={"query": "checkout"}).json()]
    assert names == ["checkout pages"]
    assert [one["name"] for one in api.get(ALERTS, params={"project": "shop"}).json()] == names
    assert api.get(ALERTS, params={"project": "nowhere"}).status_code == 404
    assert api.get(ALERTS, params={"sortBy": "-name"}).json()[0]["name"] == "search"
    assert api.get(ALERTS, params={"sortBy": "shoe-size"}).status_code == 400


def test_many_are_switched_and_deleted_at_once(api: httpx.Client, alert: Body) -> None:
    ids = [api.post(ALERTS, json={**alert, "name": name}).json()["id"] for name in "ab"]
    switched = api.put(ALERTS, params={"id": ids}, json={"enabled": False}).json()
    assert [one["enabled"] for one in switched] == [False, False]
    assert api.delete(ALERTS).status_code == 400
    assert api.delete(ALERTS, params={"id": ids}).status_code == 204
    assert api.get(ALERTS).json() == []


ACTION = "actionFilters.0.actions.1"
REFUSED = [
    ("name", ..., "name"),
    ("name", "n" * 257, "name"),
    ("config.frequency", 7, "config"),
    ("config.frequency", "30", "config"),
    ("config.every", 5, "config"),
    ("detectorIds", ["404"], "detectorIds"),
    ("environment", 1, "environment"),
    ("owner", "nobody", "owner"),
    ("triggers.logicType", "or", "triggers"),
    ("triggers.conditions.0.type", "second_seen_event", "triggers"),
    ("triggers.conditions.0.comparison", False, "triggers"),
    ("triggers.conditions.0.conditionResult", "yes", "triggers"),
    ("triggers.conditions.0.comparison", ..., "triggers"),
    ("actionFilters.0.logicType", ..., "actionFilters"),
    ("actionFilters.0.actions.0.config.targetType", "everybody", "actionFilters"),
    ("actionFilters.0.actions.0.config", {"targetType": "user"}, "actionFilters"),
    (
        "actionFilters.0.actions.0.config",
        {"targetType": "team", "targetIdentifier": "9"},
        "actionFilters",
    ),
    ("actionFilters.0.actions.0.data", {"fallthroughType": "Everyone"}, "actionFilters"),
    ("actionFilters.0.actions.0.type", "fax", "actionFilters"),
    (f"{ACTION}.integrationId", "2002", "actionFilters"),
    (f"{ACTION}.integrationId", "9999", "actionFilters"),
    (f"{ACTION}.integrationId", 2001, "actionFilters"),
    (f"{ACTION}.integrationId", ..., "actionFilters"),
    (f"{ACTION}.config.targetDisplay", "", "actionFilters"),
    (f"{ACTION}.data.priority", "high", "actionFilters"),
]


@pytest.mark.parametrize(("path", "value", "field"), REFUSED)
def test_a_wrong_field_is_named(
    api: httpx.Client, alert: Body, path: str, value: Any, field: str
) -> None:
    answer = api.post(ALERTS, json=put(alert, path, value))
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
    assert api.get(ALERTS).json() == []


CONDITIONS = [
    ("age_comparison", {"time": "month", "value": 1, "comparisonType": "older"}),
    ("age_comparison", {"time": "day", "value": 0, "comparisonType": "older"}),
    ("assigned_to", {"targetType": "NoOne", "targetIdentifier": ""}),
    ("event_attribute", {"attribute": "colour", "match": "is"}),
    ("event_attribute", {"attribute": "message", "match": "co"}),
    ("event_frequency_count", {"value": -1, "interval": "1h"}),
    ("event_frequency_count", {"value": 1, "interval": "1hr"}),
    ("event_frequency_count", {"value": 1, "interval": "1h", "filters": [{"match": "is"}]}),
    ("event_frequency_percent", {"value": 1, "interval": "1h"}),
    ("issue_category", {"value": 2}),
    ("issue_occurrences", {"value": 0}),
    ("issue_occurrences", 3),
    ("issue_priority_greater_or_equal", 60),
    ("issue_type", {"value": ""}),
    ("latest_adopted_release", {"environment": "prod"}),
    ("latest_release", False),
    ("level", {"level": 45, "match": "gte"}),
    ("level", {"level": 40, "match": "above"}),
    ("tagged_event", {"match": "is"}),
    ("tagged_event", {"key": "a", "match": "like", "value": "b"}),
    ("moon_phase", True),
]


@pytest.mark.parametrize(("kind", "comparison"), CONDITIONS)
def test_a_wrong_filter_is_refused(
    api: httpx.Client, alert: Body, kind: str, comparison: Any
) -> None:
    condition = {"type": kind, "comparison": comparison, "conditionResult": True}
    alert["actionFilters"][0]["conditions"] = [condition]
    answer = api.post(ALERTS, json=alert)
    assert answer.status_code == 400
    assert answer.json()["actionFilters"][0].startswith("[0].conditions[0]: ")


def test_a_pagerduty_service_must_be_in_the_table(api: httpx.Client, alert: Body) -> None:
    table = {"service_table": [{"service": "shop", "integration_key": "key", "id": 0}]}
    assert api.post("/organizations/acme/integrations/2002/", json=table).content == b""
    row = api.get("/organizations/acme/integrations/2002/").json()["configData"]["service_table"][0]
    config = {"targetType": "specific", "targetDisplay": "shop"}
    for identifier, status in ((str(row["id"]), 201), ("1", 400)):
        alert["actionFilters"][0]["actions"] = [
            {
                "type": "pagerduty",
                "integrationId": "2002",
                "data": {"priority": "critical"},
                "config": {**config, "targetIdentifier": identifier},
            }
        ]
        assert api.post(ALERTS, json=alert).status_code == status
