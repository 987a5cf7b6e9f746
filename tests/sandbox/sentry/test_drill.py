"""What an application sends comes to whoever the alerts tell; the test says how time goes by."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import sentry_sdk

from sandbox import pagerduty
from sandbox.sentry import Integration, Project, Seed, create_app
from sandbox.serving import served
from sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Body = dict[str, Any]

KEY = "0123456789abcdef0123456789abcdef"
ORGANIZATION = "/api/0/organizations/acme"


class Drill:
    """An application of the project `shop`, and those who watch."""

    def __init__(self, url: str, pager: str) -> None:
        self.url, self.pager = url, pager
        self.api = httpx.Client(base_url=url, headers={"Authorization": "Bearer t"}, timeout=30)
        (self.key,) = self.api.get("/api/0/projects/acme/shop/keys/").json()

    def send(self, times: int = 1, **event: Any) -> httpx.Response:
        for number in range(times):
            known = {"event_id": f"{number:032x}", "level": "error", "environment": "production"}
            body = {**known, "exception": {"values": [{"type": "E", "value": "broken"}]}, **event}
            answer = self.post(json.dumps(body).encode())
        return answer

    def post(self, content: bytes, kind: str = "store", **headers: str) -> httpx.Response:
        auth = f"Sentry sentry_key={self.key['public']}, sentry_version=7"
        path = f"/api/{self.key['projectId']}/{kind}/"
        return self.api.post(path, content=content, headers={"X-Sentry-Auth": auth, **headers})

    def monitor(self, body: Body) -> str:
        made = self.api.post(f"{ORGANIZATION}/projects/shop/detectors/", json=body)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])

    def stream(self) -> str:
        found = self.api.get(f"{ORGANIZATION}/detectors/", params={"query": "type:issue_stream"})
        return str(found.json()[0]["id"])

    def alert(self, detector: str, body: Body) -> None:
        made = self.api.post(f"{ORGANIZATION}/workflows/", json={**body, "detectorIds": [detector]})
        assert made.status_code == 201, made.text

    def advance(self, seconds: float) -> None:
        answer = self.api.post("/_sandbox/sentry/clock", json={"advance": seconds})
        assert answer.status_code == 200, answer.text

    def fired(self) -> list[Body]:
        found: list[Body] = self.api.get("/_sandbox/sentry/fired").json()
        return found

    def issues(self) -> list[Body]:
        asked = {"query": ""}
        found: list[Body] = self.api.get(f"{ORGANIZATION}/issues/", params=asked).json()
        return found

    def incidents(self) -> list[Body]:
        answer = httpx.get(f"{self.pager}/incidents", headers={"Authorization": "Token token=x"})
        found: list[Body] = answer.json()["incidents"]
        return found


@pytest.fixture
def pager() -> Iterator[str]:
    """A PagerDuty with a service that has the key, and Ana on call."""
    with served(pagerduty.create_app(Store(None, "pagerduty"))) as url:
        client = httpx.Client(base_url=url, headers={"Authorization": "Token token=x"})
        user = _made(client, "users", user={"name": "Ana", "email": "ana@example.com"})
        target = {"id": user["id"], "type": "user_reference"}
        rules = [{"escalation_delay_in_minutes": 30, "targets": [target]}]
        named = {"name": "Shop", "type": "escalation_policy"}
        body = {**named, "escalation_rules": rules}
        policy = _made(client, "escalation_policies", escalation_policy=body)
        reference = {"id": policy["id"], "type": "escalation_policy_reference"}
        service = _made(
            client, "services", service={"name": "Shop", "escalation_policy": reference}
        )
        integration = {"type": "events_api_v2_inbound_integration", "integration_key": KEY}
        _made(client, f"services/{service['id']}/integrations", integration=integration)
        yield url


def _made(client: httpx.Client, path: str, **body: Body) -> Body:
    answer = client.post(f"/{path}", json=body)
    assert answer.status_code == 201, answer.text
    ((_, made),) = answer.json().items()
    return dict(made)


@pytest.fixture
def drill(pager: str) -> Iterator[Drill]:
    seed = Seed(
        integrations=(
            Integration("slack", "Acme"),
            Integration("pagerduty", "acme", (("Shop", KEY),)),
        ),
        projects=(Project("shop", "{slug}"),),
    )
    app = create_app(Store(None, "sentry"), seed=seed, pagerduty=lambda: pager)
    with served(app) as url:
        yield Drill(url, pager)


PAGE = {
    "type": "pagerduty",
    "integrationId": "2002",
    "data": {"priority": "critical"},
    "config": {
        "targetType": "specific",
        "targetIdentifier": "10999",
        "targetDisplay": "Shop",
    },
}
TELL = {
    "type": "slack",
    "integrationId": "2001",
    "data": {},
    "config": {"targetType": "specific", "targetIdentifier": "", "targetDisplay": "alerts"},
}


def alert(*conditions: Body, triggers: tuple[str, ...] = (), **rest: Any) -> Body:
    when = [{"type": one, "comparison": True, "conditionResult": True} for one in triggers]
    asked = [{**one, "conditionResult": True} for one in conditions]
    group = {"logicType": rest.pop("logic", "all"), "conditions": asked, "actions": [PAGE, TELL]}
    return {
        "name": "shop is broken",
        "config": {"frequency": 0},
        "triggers": {"logicType": "any-short", "conditions": when},
        "actionFilters": [group],
        **rest,
    }


def counting(limit: float, over: float, **source: Any) -> Body:
    query = {"aggregate": "count()", "dataset": "events", "timeWindow": 300, **source}
    conditions = [
        {"type": "gt", "comparison": limit, "conditionResult": 75},
        {"type": "lte", "comparison": over, "conditionResult": 0},
    ]
    return {
        "name": "many errors",
        "type": "metric_issue",
        "dataSources": [query],
        "config": {"detectionType": "static"},
        "conditionGroup": {"logicType": "any", "conditions": conditions},
    }


RISES = {"type": "issue_priority_greater_or_equal", "comparison": 75}
FALLS = {"type": "issue_priority_deescalating", "comparison": 75}


@pytest.fixture
def sdk(drill: Drill) -> Iterator[Callable[[], None]]:
    """The official SDK of an application; the function waits until all is sent."""
    sentry_sdk.init(
        dsn=drill.key["dsn"]["public"],
        environment="production",
        release="shop@1.0",
        default_integrations=False,
    )
    try:
        yield lambda: sentry_sdk.flush(timeout=30)
    finally:
        sentry_sdk.get_client().close()
        sentry_sdk.init()


def crash() -> None:
    """Send an error as an application does."""
    try:
        burn()
    except RuntimeError as error:
        sentry_sdk.capture_exception(error)


def burn() -> None:
    raise RuntimeError("the till is on fire")


def test_an_error_of_the_official_sdk_pages_who_is_on_call(
    drill: Drill, sdk: Callable[[], None]
) -> None:
    drill.alert(drill.stream(), alert(triggers=("first_seen_event", "issue_resolved_trigger")))
    crash()
    sdk()
    (incident,) = drill.incidents()
    assert incident["title"] == "RuntimeError: the till is on fire"
    assert (incident["status"], incident["urgency"]) == ("triggered", "high")
    assert [one["assignee"]["summary"] for one in incident["assignments"]] == ["Ana"]
    assert [(one["action"], one["target"], one["delivered"]) for one in drill.fired()] == [
        ("pagerduty", "Shop", "202"),
        ("slack", "#alerts", "noted only"),
    ]
    crash()
    sdk()
    (issue,) = drill.issues()
    assert (issue["count"], issue["level"], issue["status"]) == ("2", "error", "unresolved")
    assert len(drill.fired()) == 2, "the issue is new once"

    path = f"{ORGANIZATION}/issues/{issue['id']}/"
    assert drill.api.put(path, json={"status": "resolved"}).json()["status"] == "resolved"
    (incident,) = drill.incidents()
    assert incident["status"] == "triggered", "PagerDuty hears of no end of an issue"
    (page, message) = drill.fired()[2:]
    assert page["delivered"].startswith("nothing: Sentry tells PagerDuty")
    assert (message["action"], message["state"]) == ("slack", "resolved")


def details_of(drill: Drill) -> Body:
    """What PagerDuty keeps of the event that opened the one incident."""
    (incident,) = drill.incidents()
    token = {"Authorization": "Token token=x"}
    found = httpx.get(f"{drill.pager}/incidents/{incident['id']}/alerts", headers=token).json()
    body: Body = found["alerts"][0]["body"]
    return body


def test_an_issues_page_names_the_issue_and_not_the_alert(drill: Drill) -> None:
    drill.alert(drill.stream(), alert(triggers=("first_seen_event",)))
    drill.send(tags={"plan": "pro"}, transaction="/pay")
    body = details_of(drill)
    assert "shop is broken" not in json.dumps(body)
    details = body["details"]
    assert {"key": "plan", "value": "pro"} in details["tags"]
    assert (details["title"], details["culprit"]) == ("E: broken", "/pay")


def test_a_metric_monitors_page_names_the_monitor(drill: Drill) -> None:
    drill.alert(drill.monitor(counting(2, 1)), alert(RISES, FALLS, logic="any-short"))
    drill.send(3)
    body = details_of(drill)
    assert "shop is broken" not in json.dumps(body)
    assert body["details"] == {"details": "count() in the last 5 minutes"}


def test_a_monitors_issue_that_somebody_resolves_is_not_told(drill: Drill) -> None:
    drill.alert(drill.monitor(counting(2, 1)), alert(RISES, FALLS, logic="any-short"))
    drill.send(3)
    (issue,) = (one for one in drill.issues() if one["title"] == "many errors")
    drill.api.put(f"{ORGANIZATION}/issues/{issue['id']}/", json={"status": "resolved"})
    assert drill.incidents()[0]["status"] == "triggered"


def test_a_count_monitor_pages_and_resolves_by_the_clock(drill: Drill) -> None:
    monitor = drill.monitor(counting(2, 1, query="level:[error,fatal]", environment="production"))
    drill.alert(monitor, alert(RISES, FALLS, logic="any-short"))
    drill.send(2)
    drill.send(3, level="warning")
    drill.send(3, environment="staging")
    assert drill.incidents() == []
    drill.send()
    (incident,) = drill.incidents()
    assert (incident["title"], incident["status"]) == ("many errors", "triggered")
    drill.advance(240)
    assert drill.incidents()[0]["status"] == "triggered"
    drill.advance(120)
    assert drill.incidents()[0]["status"] == "resolved"
    drill.send(3)
    assert sorted(one["status"] for one in drill.incidents()) == ["resolved", "triggered"]


def test_a_frequency_swallows_the_end_of_a_short_incident(drill: Drill) -> None:
    monitor = drill.monitor(counting(2, 1))
    drill.alert(monitor, alert(RISES, FALLS, logic="any-short", config={"frequency": 30}))
    drill.send(3)
    drill.advance(600)
    assert drill.incidents()[0]["status"] == "triggered", "as Sentry does"


def test_counts_are_judged_with_every_event(drill: Drill) -> None:
    often = {
        "type": "event_frequency_count",
        "comparison": {"value": 2, "interval": "5m", "filters": []},
    }
    drill.alert(drill.stream(), alert(often))
    drill.send(2)
    drill.advance(301)
    drill.send(2)
    assert drill.fired() == []
    drill.send()
    assert len(drill.fired()) == 2


def test_a_count_at_the_first_event_never_holds(drill: Drill) -> None:
    often = {
        "type": "event_frequency_count",
        "comparison": {"value": 1, "interval": "1h", "filters": []},
    }
    drill.alert(drill.stream(), alert(often, triggers=("first_seen_event",)))
    drill.send(20)
    assert drill.fired() == []


def test_a_resolved_issue_that_comes_back_is_a_regression(drill: Drill) -> None:
    drill.alert(drill.stream(), alert(triggers=("regression_event",)))
    drill.send(3)
    assert drill.fired() == []
    (issue,) = drill.issues()
    drill.api.put(f"{ORGANIZATION}/issues/{issue['id']}/", json={"status": "resolved"})
    drill.send()
    assert [one["state"] for one in drill.fired()] == ["open", "open"]


def test_an_environment_of_an_alert_is_its_own(drill: Drill) -> None:
    drill.alert(drill.stream(), alert(triggers=("first_seen_event",), environment="production"))
    drill.send(environment="staging")
    assert drill.fired() == []
    drill.send()
    assert len(drill.fired()) == 2, "new in production, though not in the project"


MATCHED = [
    ("tagged_event", {"key": "plan", "match": "eq", "value": "Pro"}, {"tags": {"plan": "pro"}}),
    ("tagged_event", {"key": "plan", "match": "ns"}, {"tags": {"other": "x"}}),
    ("tagged_event", {"key": "level", "match": "in", "value": "fatal,error"}, {}),
    ("event_attribute", {"attribute": "message", "match": "co", "value": "BROKEN"}, {}),
    ("event_attribute", {"attribute": "exception.type", "match": "sw", "value": "e"}, {}),
    ("event_attribute", {"attribute": "user.email", "match": "ew", "value": "@example.com"},
     {"user": {"email": "ana@example.com"}}),
    ("event_attribute", {"attribute": "http.url", "match": "nc", "value": "admin"},
     {"request": {"url": "https://shop.example.com/pay"}}),
    ("event_attribute", {"attribute": "http.status_code", "match": "gte", "value": "500"},
     {"contexts": {"response": {"status_code": 502}}}),
    ("event_attribute", {"attribute": "stacktrace.filename", "match": "co", "value": "till"},
     {"exception": {"values": [{"type": "E", "value": "x", "stacktrace": {"frames": [
         {"filename": "shop/till.py", "function": "pay"}]}}]}}),
    ("event_attribute", {"attribute": "error.unhandled", "match": "eq", "value": "true"},
     {"exception": {"values": [{"type": "E", "value": "x", "mechanism": {"handled": False}}]}}),
    ("level", {"level": 40, "match": "gte"}, {}),
    ("age_comparison", {"comparisonType": "newer", "value": 1, "time": "hour"}, {}),
    ("issue_occurrences", {"value": 1}, {}),
    ("issue_category", {"value": 11, "include": False}, {}),
    ("issue_type", {"value": "error", "include": True}, {}),
    ("issue_priority_greater_or_equal", 75, {}),
    ("latest_release", True, {"release": "shop@2"}),
    ("assigned_to", {"targetType": "Unassigned", "targetIdentifier": ""}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "comparison", "event"), MATCHED)
def test_a_condition_holds_and_keeps_away(
    drill: Drill, kind: str, comparison: Any, event: Body
) -> None:
    condition = {"type": kind, "comparison": comparison}
    drill.alert(drill.stream(), alert(condition))
    drill.alert(drill.stream(), {**alert(condition, logic="none"), "name": "the reverse"})
    drill.send(**event)
    assert {one["alert"] for one in drill.fired()} == {"shop is broken"}


def test_users_are_counted_once_each(drill: Drill) -> None:
    many = {
        "type": "event_unique_user_frequency_count",
        "comparison": {"value": 1, "interval": "1h", "filters": []},
    }
    drill.alert(drill.stream(), alert(many))
    drill.send(3, user={"id": "1"})
    assert drill.fired() == []
    drill.send(user={"id": "2"})
    assert len(drill.fired()) == 2


def test_a_change_in_percent_is_compared_with_then(drill: Drill) -> None:
    body = counting(150, 100)
    body["config"] = {"detectionType": "percent", "comparisonDelta": 3600}
    drill.alert(drill.monitor(body), alert(RISES, FALLS, logic="any-short"))
    drill.send(4)
    drill.advance(3600)
    drill.send(6)
    assert drill.incidents() == [], "half as much again is 150 percent, not more"
    drill.send()
    assert [one["status"] for one in drill.incidents()] == ["triggered"]


def test_a_monitor_that_is_not_understood_says_so_and_stays(drill: Drill) -> None:
    monitor = drill.monitor(counting(0, 0, query="level:error OR level:fatal"))
    drill.alert(monitor, alert())
    drill.send()
    assert drill.fired() == []
    said = drill.api.get("/_sandbox/sentry/clock").json()["unjudged"]
    assert said == {
        "many errors": "the sandbox doesn't know 'OR level:fatal' in a search of events"
    }


def test_envelopes_are_read_packed_and_with_other_items(drill: Drill) -> None:
    event = json.dumps({"message": "hello", "level": "info"}).encode()
    items = b"\n".join(
        [
            json.dumps({"event_id": "a" * 32}).encode(),
            json.dumps({"type": "client_report"}).encode(),
            b"{}",
            json.dumps({"type": "event", "length": len(event)}).encode(),
            event,
            b"",
        ]
    )
    headers = {"Content-Encoding": "gzip"}
    answer = drill.post(gzip.compress(items), "envelope", **headers)
    assert (answer.status_code, answer.json()) == (200, {"id": "a" * 32})
    assert [(one["title"], one["level"]) for one in drill.issues()] == [("hello", "info")]


REFUSED = [
    (b"", {}, "invalid event"),
    (b"[]", {}, "invalid event"),
    (b"{", {}, "invalid event"),
    (b'{"message": NaN}', {}, "invalid event"),
    (b"[" * 9999, {}, "invalid event"),
    (b"no gzip", {"Content-Encoding": "gzip"}, "bad content encoding"),
    (b"{}", {"Content-Encoding": "br"}, "unsupported content encoding"),
]


@pytest.mark.parametrize(("content", "headers", "said"), REFUSED)
def test_what_is_no_event_is_refused(
    drill: Drill, content: bytes, headers: dict[str, str], said: str
) -> None:
    answer = drill.post(content, **headers)
    assert answer.status_code == 400
    assert said in answer.json()["detail"]
    assert drill.issues() == []


def test_a_body_that_unpacks_to_too_much_is_refused(drill: Drill) -> None:
    bomb = gzip.compress(b" " * (5 * 1024 * 1024 + 1))
    assert drill.post(bomb, "envelope", **{"Content-Encoding": "gzip"}).status_code == 413


ODD = [
    {"exception": "E", "tags": [["a", 1], ["b"], []], "user": "ana", "request": 7, "contexts": []},
    {"exception": {"values": [None, {"stacktrace": {"frames": [None, {"function": 3}]}}]}},
    {"message": {"formatted": "x"}, "logentry": [], "fingerprint": ["{{ default }}", 1]},
    {"level": "terrible", "environment": None, "release": 5, "fingerprint": "x", "sdk": []},
]


@pytest.mark.parametrize("event", ODD)
def test_odd_events_are_taken(drill: Drill, event: Body) -> None:
    assert drill.post(json.dumps(event).encode()).status_code == 200
    assert len(drill.issues()) == 1


def test_an_unknown_key_is_turned_away(drill: Drill) -> None:
    path = f"/api/{drill.key['projectId']}/store/"
    assert drill.api.post(path, json={}).status_code == 401
    assert drill.api.post(f"{path}?sentry_key=abc", json={}).status_code == 403
    known = {"sentry_key": drill.key["public"]}
    assert drill.api.post(path, json={"message": "x"}, params=known).status_code == 200
    where = f"/api/0/projects/acme/shop/keys/{drill.key['id']}/"
    drill.api.put(where, json={"isActive": False}).raise_for_status()
    assert drill.api.post(path, json={}, params=known).status_code == 403


@pytest.mark.parametrize("asked", [{}, [], {"advance": -1}, {"advance": True}, {"advance": 1e9}])
def test_the_clock_goes_forward_only(drill: Drill, asked: Any) -> None:
    assert drill.api.post("/_sandbox/sentry/clock", json=asked).status_code == 400


def test_what_fired_can_be_forgotten(drill: Drill) -> None:
    drill.alert(drill.stream(), alert())
    drill.send()
    assert len(drill.fired()) == 2
    assert drill.api.delete("/_sandbox/sentry/fired").status_code == 204
    assert drill.fired() == []
