"""What Sentry's validators refuse beyond the API's description, in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from sandbox.sentry import Project, Seed, create_app
from tests.sandbox.exchangeable import url_serving
from tests.sandbox.sentry.test_monitors import CREATE, MONITORS, put

if TYPE_CHECKING:
    from sandbox.store import Store

Body = dict[str, Any]

SOURCE = "dataSources.0"
CRASHES = "percentage(users_crashed, users) AS _crash_rate_alert_aggregate"
SPANS = {
    "dataset": "events_analytics_platform",
    "aggregate": "count(span.duration)",
    "timeWindow": 300,
}
MEASURED = {**SPANS, "eventTypes": ["trace_item_metric"]}
REFUSED = [
    ({"dataset": "metrics", "aggregate": CRASHES}, "crash rate alerts are: 30min, 1h, 2h, 4h, 12h"),
    ({"dataset": "metrics", "timeWindow": 3600}, "Only crash free percentage queries"),
    ({"dataset": "replays"}, "Invalid dataset, valid values are"),
    ({"dataset": "sessions"}, "Invalid dataset, valid values are"),
    ({"query": "level:error release:latest"}, "do not currently support the release:latest query"),
    ({"aggregate": "upsampled_count()"}, "upsampled_count() is not allowed as user input"),
    ({"aggregate": "count_unique(tags[plan])"}, "We do not currently support this field"),
    ({"aggregate": "cout()"}, "Invalid Metric: cout() is not a valid function"),
    ({"aggregate": "count"}, "Invalid Metric: count is not a valid function"),
    ({"aggregate": "failure_rate(user)"}, "Invalid Metric: failure_rate(user): expected"),
    ({"aggregate": "avg(user)"}, "user is not transaction.duration or a measurement"),
    ({**SPANS, "aggregate": "cout()"}, "Invalid Metric: cout() is not a valid function"),
    (
        {"queryType": 1},
        "Invalid dataset for this query type. Valid datasets are ['events_analytics",
    ),
    ({"eventTypes": ["transaction"]}, "Valid event types are ['default', 'error']"),
    ({**SPANS, "eventTypes": ["error"]}, "Invalid event types for this dataset"),
    (
        {**SPANS, "eventTypes": ["trace_item_log", "trace_item_span"]},
        "Multiple event types not allowed",
    ),
    ({**SPANS, "timeWindow": 60}, "must be at least 5 minutes"),
    (MEASURED, "Invalid trace metrics aggregate: count(span.duration)"),
    ({**SPANS, "extrapolationMode": "server_weighted"}, "is not supported for new detectors"),
    ({"dataset": "transactions"}, "Creation of transaction-based alerts is disabled"),
    ({"dataset": "generic_metrics"}, "Creation of transaction-based alerts is disabled"),
]
TAKEN = [
    {"dataset": "metrics", "aggregate": CRASHES, "timeWindow": 43200},
    {**SPANS, "extrapolationMode": "none"},
    {**SPANS, "aggregate": "avg(order.value)"},
    {**SPANS, "aggregate": "apdex(300)"},  # it finds out when it is to count
    {**MEASURED, "aggregate": "sum(value,orders.placed,counter,-)"},
    {"aggregate": "count_unique(user)", "queryType": 0},
    {"aggregate": "count_unique(tags[sentry:user])"},
    {"aggregate": "count_if(http.status_code,equals,500)"},
]


@pytest.mark.parametrize(("source", "said"), REFUSED)
def test_a_query_is_refused(api: httpx.Client, metric: Body, source: Body, said: str) -> None:
    metric["dataSources"][0] |= source
    answer = api.post(CREATE, json=metric)
    assert answer.status_code == 400
    assert said in str(answer.json()), answer.json()
    assert api.get(MONITORS, params={"query": "type:metric_issue"}).json() == []


@pytest.mark.parametrize("source", TAKEN)
def test_a_query_within_the_limits_is_taken(api: httpx.Client, metric: Body, source: Body) -> None:
    metric["dataSources"][0] |= source
    answer = api.post(CREATE, json=metric)
    assert answer.status_code == 201, answer.json()


CONDITIONS = [
    ("conditionGroup.conditions.0.type", "eq", "conditions[0].type: Unsupported type eq"),
    ("conditionGroup.conditions.1.conditionResult", 25, "Unsupported condition result"),
    ("conditionGroup.conditions.1.conditionResult", 50, "Resolution condition required for metric"),
]


@pytest.mark.parametrize(("path", "value", "said"), CONDITIONS)
def test_conditions_are_refused(
    api: httpx.Client, metric: Body, path: str, value: Any, said: str
) -> None:
    answer = api.post(CREATE, json=put(metric, path, value))
    assert answer.status_code == 400
    assert said in str(answer.json()["conditionGroup"])


def test_four_conditions_are_too_many(api: httpx.Client, metric: Body) -> None:
    conditions = metric["conditionGroup"]["conditions"]
    metric["conditionGroup"]["conditions"] = [conditions[0], *conditions, conditions[1]]
    assert "Too many conditions" in api.post(CREATE, json=metric).text


def test_a_monitor_of_before_keeps_what_it_has(
    api: httpx.Client, store: Store, metric: Body
) -> None:
    control = str(api.base_url).replace("/api/0/", "/_sandbox/sentry")
    httpx.post(control, json={"validator": "description"}).raise_for_status()
    metric["dataSources"][0] |= {**SPANS, "extrapolationMode": "server_weighted"}
    weighted = api.post(CREATE, json=metric).json()
    metric["dataSources"][0] = {"dataset": "transactions", "aggregate": "count()", "timeWindow": 60}
    retired = api.post(CREATE, json=metric).json()
    httpx.post(control, json={"validator": "today"}).raise_for_status()

    body = put(metric, "name", "renamed")
    assert api.put(f"{MONITORS}{retired['id']}/", json=body).status_code == 200
    changed = api.put(f"{MONITORS}{retired['id']}/", json=put(body, f"{SOURCE}.timeWindow", 300))
    assert "Updates to transaction-based alerts is disabled" in changed.text
    source = {**SPANS, "extrapolationMode": "server_weighted"}
    kept = api.put(f"{MONITORS}{weighted['id']}/", json={**body, "dataSources": [source]})
    assert kept.status_code == 200, kept.text
    plain = {**source, "extrapolationMode": "none"}
    assert api.put(f"{MONITORS}{weighted['id']}/", json={**body, "dataSources": [plain]}).is_success
    back = api.put(f"{MONITORS}{weighted['id']}/", json={**body, "dataSources": [source]})
    assert "Invalid extrapolation mode for this detector type" in back.text


def test_who_judges_is_one_of_two(store: Store) -> None:
    app = create_app(store, seed=Seed(projects=(Project("shop", "{slug}"),)))
    with httpx.Client(base_url=url_serving(app)) as client:
        answer = client.post("/_sandbox/sentry", json={"validator": "nobody"})
        assert answer.status_code == 400
        assert "today, description" in answer.json()["error"]


def test_a_request_that_is_too_large_is_refused(api: httpx.Client) -> None:
    source = {"url": "https://shop.example.com", "intervalSeconds": 60, "timeoutMs": 5000}
    body = {"name": "up", "type": "uptime_domain_failure", "dataSources": [source]}
    room = 1000 - len("POST https://shop.example.com HTTP/1.1\r\n") - 2
    for length, status in ((room, 201), (room + 1, 400)):
        asked = {**source, "method": "POST", "body": "x" * length}
        assert api.post(CREATE, json={**body, "dataSources": [asked]}).status_code == status


def test_a_job_may_run_for_a_week(api: httpx.Client) -> None:
    config = {"schedule_type": "crontab", "schedule": "0 2 * * *", "timezone": "UTC"}
    body = {"name": "nightly", "type": "monitor_check_in_failure"}
    for minutes, status in ((10_080, 201), (10_081, 400)):
        source = {"name": f"job {minutes}", "config": {**config, "max_runtime": minutes}}
        answer = api.post(CREATE, json={**body, "dataSources": [source]})
        assert answer.status_code == status
