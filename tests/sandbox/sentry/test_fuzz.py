"""Whatever is sent: an answer of Sentry's, never a failure of the emulator, nothing half done."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    import httpx

    from sandbox.store import Store

Body = dict[str, Any]

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**53), max_value=2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["any", "880001", "2001", "7001", "x" * 300, "team:4101", "shop", "\x00"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(["id", "type"]), inner, max_size=3)
    ),
    max_leaves=5,
)

CRON = {
    "name": "job",
    "type": "monitor_check_in_failure",
    "dataSources": [
        {"name": "job", "config": {"schedule_type": "crontab", "schedule": "0 2 * * *"}}
    ],
}
UPTIME = {
    "name": "up",
    "type": "uptime_domain_failure",
    "config": {"mode": 1, "environment": "prod", "downtimeThreshold": 3, "recoveryThreshold": 1},
    "dataSources": [
        {"url": "https://x.example.com", "intervalSeconds": 60, "timeoutMs": 5000, "headers": []}
    ],
}
TARGETS: list[tuple[str, str, Body | str]] = [
    ("POST", "/organizations/acme/projects/shop/detectors/", "metric"),
    ("POST", "/organizations/acme/projects/shop/detectors/", CRON),
    ("POST", "/organizations/acme/projects/shop/detectors/", UPTIME),
    ("POST", "/organizations/acme/workflows/", "alert"),
    ("PUT", "/organizations/acme/detectors/", {"enabled": True}),
    (
        "POST",
        "/organizations/acme/monitors/",
        {"project": "shop", "name": "job", "config": CRON["dataSources"][0]["config"]},  # type: ignore[index]
    ),
    ("POST", "/organizations/acme/teams/", {"name": "Team", "slug": "team"}),
    ("POST", "/teams/acme/acme/projects/", {"name": "P", "slug": "p", "platform": "python"}),
    ("PUT", "/projects/acme/shop/", {"name": "P", "options": {}, "resolveAge": 1}),
    ("POST", "/projects/acme/shop/keys/", {"name": "k", "rateLimit": {"count": 1, "window": 1}}),
    (
        "POST",
        "/organizations/acme/integrations/2002/",
        {"service_table": [{"id": 0, "service": "s", "integration_key": "k"}]},
    ),
    ("PUT", "/projects/acme/shop/ownership/", {"raw": "path:x #acme", "fallthrough": True}),
]


NAMED = ("metric", "alert")

ANSWERS = {200, 201, 202, 400, 404, 409}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a JSON value, the whole included."""
    found = [path]
    if isinstance(value, dict):
        for key, item in value.items():
            found += places(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            found += places(item, (*path, number))
    return found


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy in which one place holds something else."""
    if not path:
        return new
    result = copy.copy(value)
    result[path[0]] = replaced(value[path[0]], path[1:], new)
    return result


@pytest.fixture(params=TARGETS, ids=lambda target: f"{target[0]} {target[1]}")
def target(request: pytest.FixtureRequest, metric: Body, alert: Body) -> tuple[str, str, Body]:
    """Method, path and a right body."""
    method, path, body = request.param
    return method, path, {"metric": metric, "alert": alert}[body] if body in NAMED else body


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_body_with_anything_in_it_is_taken_or_refused(
    api: httpx.Client, store: Store, target: tuple[str, str, Body], data: st.DataObject
) -> None:
    method, path, whole = target
    api.get("/organizations/acme/")
    before = json.dumps(store.data["organizations"])
    changes = data.draw(st.lists(st.sampled_from(places(whole)), min_size=1, max_size=2))
    sent: Any = whole
    for place in changes:
        try:
            sent = replaced(sent, place, data.draw(JSON))
        except (TypeError, KeyError, IndexError):
            continue  # the place went with the first change
    answer = api.request(method, path, content=json.dumps(sent))
    assert answer.status_code in ANSWERS, (sent, answer.text)
    if answer.status_code >= 400:
        assert isinstance(answer.json(), dict)
        assert json.dumps(store.data["organizations"]) == before


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.text(max_size=30), sort=st.text(max_size=8), project=st.text(max_size=6))
def test_any_search_is_answered(api: httpx.Client, query: str, sort: str, project: str) -> None:
    for kind in ("detectors", "workflows"):
        params = {"query": query, "sortBy": sort, "project": project, "cursor": sort}
        answer = api.get(f"/organizations/acme/{kind}/", params=params)
        assert answer.status_code in {200, 400, 404}
