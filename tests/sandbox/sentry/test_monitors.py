"""Monitors: what Sentry fills in, what it refuses, what goes when they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx

Body = dict[str, Any]

CREATE = "/organizations/acme/projects/shop/detectors/"
MONITORS = "/organizations/acme/detectors/"


def put(body: Body, path: str, value: Any) -> Body:
    """Change one place of a body, named as in `config.detectionType`; `...` removes it."""
    *parents, last = path.split(".")
    place: Any = body
    for key in parents:
        place = place[int(key) if key.isdecimal() else key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return body


def test_a_new_project_has_its_two_monitors_and_a_key(api: httpx.Client) -> None:
    types = [one["type"] for one in api.get(MONITORS).json()]
    assert types == ["error", "issue_stream"]
    assert [key["name"] for key in api.get("/projects/acme/shop/keys/").json()] == ["Default"]


def test_what_is_left_out_is_filled_in(api: httpx.Client, metric: Body) -> None:
    del metric["dataSources"][0]["timeWindow"]
    made = api.post(CREATE, json=metric).json()
    query = made["dataSources"][0]["queryObj"]["snubaQuery"]
    assert query["timeWindow"] == 3600
    assert query["eventTypes"] == ["error", "default"]
    assert query["extrapolationMode"] == "unknown"
    assert made["enabled"] is True
    assert made["owner"] is None


def test_conditions_come_back_reversed_with_ids_rising_as_sent(
    api: httpx.Client, metric: Body
) -> None:
    conditions = api.post(CREATE, json=metric).json()["conditionGroup"]["conditions"]
    assert [one["type"] for one in conditions] == ["lte", "gt"]
    assert int(conditions[0]["id"]) > int(conditions[1]["id"])


def test_an_update_keeps_what_it_leaves_out(api: httpx.Client, metric: Body) -> None:
    made = api.post(CREATE, json={**metric, "description": "why"}).json()
    changed = api.put(f"{MONITORS}{made['id']}/", json={"name": "new", "type": "metric_issue"})
    assert changed.status_code == 200
    assert changed.json()["name"] == "new"
    assert changed.json()["description"] == "why"
    assert changed.json()["dataSources"] == made["dataSources"]


def test_owners_are_resolved(api: httpx.Client, metric: Body) -> None:
    made = api.post(CREATE, json={**metric, "owner": "user:7001"}).json()
    assert made["owner"] == {
        "type": "user",
        "id": "7001",
        "name": "Ana",
        "email": "ana@example.com",
    }


def test_a_deleted_monitor_leaves_its_alerts(api: httpx.Client, metric: Body, alert: Body) -> None:
    monitor = api.post(CREATE, json=metric).json()["id"]
    workflow = api.post(
        "/organizations/acme/workflows/", json={**alert, "detectorIds": [monitor]}
    ).json()
    assert api.get(f"{MONITORS}{monitor}/").json()["workflowIds"] == [workflow["id"]]
    assert api.delete(f"{MONITORS}{monitor}/").status_code == 204
    kept = api.get(f"/organizations/acme/workflows/{workflow['id']}/").json()
    assert kept["detectorIds"] == []
    assert api.get(f"{MONITORS}{monitor}/").status_code == 404


def test_built_in_monitors_can_be_disabled_but_not_deleted(api: httpx.Client) -> None:
    monitor = api.get(MONITORS).json()[0]["id"]
    assert api.delete(f"{MONITORS}{monitor}/").status_code == 403
    assert api.put(f"{MONITORS}{monitor}/", json={"enabled": False}).json()["enabled"] is False


def test_many_are_switched_and_deleted_at_once(api: httpx.Client, metric: Body) -> None:
    for name in ("one", "two"):
        api.post(CREATE, json={**metric, "name": name})
    chosen = {"query": "type:metric_issue"}
    assert api.put(MONITORS, json={"enabled": False}).status_code == 400
    switched = api.put(MONITORS, params=chosen, json={"enabled": False}).json()
    assert [one["enabled"] for one in switched] == [False, False]
    assert api.delete(MONITORS, params=chosen).status_code == 204
    assert api.get(MONITORS, params=chosen).json() == []


def test_cron_monitors_are_the_same_objects_by_both_routes(api: httpx.Client) -> None:
    config = {"schedule_type": "crontab", "schedule": "0 2 * * *", "timezone": "UTC"}
    body = {
        "name": "nightly",
        "type": "monitor_check_in_failure",
        "dataSources": [{"name": "nightly", "config": config}],
    }
    detector = api.post(CREATE, json=body).json()
    monitor = api.get("/organizations/acme/monitors/nightly/").json()
    assert monitor["id"] == detector["dataSources"][0]["queryObj"]["id"]
    second = {"project": "shop", "name": "nightly", "config": config}
    assert api.post("/organizations/acme/monitors/", json=second).json()["slug"] == "nightly-2"
    assert len(api.get(MONITORS, params={"query": "type:monitor_check_in_failure"}).json()) == 2
    assert api.delete("/organizations/acme/monitors/nightly/").status_code == 202
    assert api.get(f"{MONITORS}{detector['id']}/").status_code == 404


def test_a_change_of_a_cron_monitor_keeps_the_rest(api: httpx.Client) -> None:
    config = {"schedule_type": "interval", "schedule": [1, "hour"], "max_runtime": 5}
    body = {"project": "shop", "name": "hourly", "config": config, "isMuted": True}
    assert api.post("/organizations/acme/monitors/", json=body).status_code == 201
    path = "/projects/acme/shop/monitors/hourly/"
    changed = api.put(path, json={"name": "often", "config": {**config, "max_runtime": 9}}).json()
    assert (changed["name"], changed["slug"], changed["isMuted"]) == ("often", "hourly", True)
    assert changed["config"]["max_runtime"] == 9
    assert changed["config"]["schedule"] == [1, "hour"]
    assert api.get(f"{path}checkins/").json() == []
    taken = api.post("/organizations/acme/monitors/", json={**body, "slug": "hourly"})
    assert list(taken.json()) == ["slug"]


REFUSED = [
    ("name", ..., "name"),
    ("name", "", "name"),
    ("name", "n" * 201, "name"),
    ("name", None, "name"),
    ("name", 7, "name"),
    ("type", "metric", "type"),
    ("type", ..., "type"),
    ("colour", "red", "colour"),
    ("enabled", "yes", "enabled"),
    ("owner", "ana", "owner"),
    ("owner", "user:999", "owner"),
    ("owner", "team:999", "owner"),
    ("workflowIds", ["1"], "workflowIds"),
    ("dataSources", ..., "dataSources"),
    ("dataSources", [], "dataSources"),
    ("dataSources.0.aggregate", "", "dataSources"),
    ("dataSources.0.dataset", "errors", "dataSources"),
    ("dataSources.0.timeWindow", "5m", "dataSources"),
    ("dataSources.0.timeWindow", 90, "dataSources"),
    ("dataSources.0.timeWindow", 90_000, "dataSources"),
    ("dataSources.0.eventTypes", ["errors"], "dataSources"),
    ("dataSources.0.queryType", 3, "dataSources"),
    ("dataSources.0.extrapolationMode", "some", "dataSources"),
    ("dataSources.0.window", 60, "dataSources"),
    ("config", ..., "config"),
    ("config.detectionType", "magic", "config"),
    ("config.comparisonDelta", 3600, "config"),
    ("config.detectionType", "percent", "config"),
    ("conditionGroup", ..., "conditionGroup"),
    ("conditionGroup.logicType", "some", "conditionGroup"),
    ("conditionGroup.conditions", [], "conditionGroup"),
    ("conditionGroup.conditions.0.type", "above", "conditionGroup"),
    ("conditionGroup.conditions.0.comparison", "10", "conditionGroup"),
    ("conditionGroup.conditions.0.comparison", True, "conditionGroup"),
    ("conditionGroup.conditions.0.conditionResult", 60, "conditionGroup"),
    ("conditionGroup.conditions.0.conditionResult", ..., "conditionGroup"),
]


@pytest.mark.parametrize(("path", "value", "field"), REFUSED)
def test_a_wrong_field_is_named(
    api: httpx.Client, metric: Body, path: str, value: Any, field: str
) -> None:
    answer = api.post(CREATE, json=put(metric, path, value))
    assert answer.status_code == 400
    assert list(answer.json()) == [field]
    assert all(isinstance(message, str) for message in answer.json()[field])
    assert len(api.get(MONITORS).json()) == 2


@pytest.mark.parametrize(
    "config",
    [
        {"schedule_type": "crontab", "schedule": "0 2 * *"},
        {"schedule_type": "crontab", "schedule": "60 2 * * *"},
        {"schedule_type": "crontab", "schedule": "a b c d e"},
        {"schedule_type": "crontab", "schedule": "0 2 31 2 *"},
        {"schedule_type": "crontab", "schedule": "0 2 30-31 feb mon"},
        {"schedule_type": "crontab", "schedule": "5-1 * * * *"},
        {"schedule_type": "crontab", "schedule": "*/0 * * * *"},
        {"schedule_type": "interval", "schedule": "hourly"},
        {"schedule_type": "interval", "schedule": [0, "hour"]},
        {"schedule_type": "interval", "schedule": [1, "fortnight"]},
        {"schedule_type": "interval", "schedule": [1]},
        {"schedule_type": "crontab", "schedule": "0 2 * * *", "timezone": "Mars/Phobos"},
        {"schedule_type": "crontab", "schedule": "0 2 * * *", "checkin_margin": 0},
        {"schedule_type": "crontab", "schedule": "0 2 * * *", "max_runtime": 40_321},
        {"schedule_type": "crontab", "schedule": "0 2 * * *", "checkinMargin": 5},
    ],
)
def test_a_wrong_schedule_is_refused(api: httpx.Client, config: Body) -> None:
    source = {"name": "job", "config": config}
    body = {"name": "job", "type": "monitor_check_in_failure", "dataSources": [source]}
    answer = api.post(CREATE, json=body)
    assert answer.status_code == 400
    assert list(answer.json()) == ["dataSources"]


@pytest.mark.parametrize(
    "schedule", ["@daily", "*/5 * * * *", "0 9-17 * * mon-fri", "0,30 0 1 jan *", "5-55/10 * * * 7"]
)
def test_crontabs_are_understood(api: httpx.Client, schedule: str) -> None:
    config = {"schedule_type": "crontab", "schedule": schedule}
    source = {"name": "job", "config": config}
    body = {"name": "job", "type": "monitor_check_in_failure", "dataSources": [source]}
    assert api.post(CREATE, json=body).status_code == 201


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("url", "shop.example.com"),
        ("url", ...),
        ("method", "FETCH"),
        ("intervalSeconds", 61),
        ("timeoutMs", 999),
        ("timeoutMs", 60_001),
        ("headers", [["one"]]),
        ("assertion", "{}"),
    ],
)
def test_a_wrong_uptime_source_is_refused(api: httpx.Client, key: str, value: Any) -> None:
    source = {"url": "https://shop.example.com", "intervalSeconds": 60, "timeoutMs": 5000}
    body = {"name": "up", "type": "uptime_domain_failure", "dataSources": [source]}
    assert api.post(CREATE, json=body).status_code == 201
    answer = api.post(CREATE, json=put(body, f"dataSources.0.{key}", value))
    assert answer.status_code == 400
    assert list(answer.json()) == ["dataSources"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'"text"', b"null", b"\xff\xfe", b"[" * 9999]
)
def test_a_body_that_is_no_object_is_refused(api: httpx.Client, content: bytes) -> None:
    for path in (CREATE, "/organizations/acme/workflows/", "/organizations/acme/teams/"):
        assert api.post(path, content=content).status_code == 400
