"""Faults, request log and revoked tokens, over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.controls import Controls
from sandbox.serving import served
from sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

JSON = {"content-type": "application/json"}


@pytest.fixture
def store() -> Store:
    return Store(None, "teams")


@pytest.fixture
def api(store: Store) -> Iterator[httpx.Client]:
    """A tiny API that adds teams, with the controls around it."""
    controls = Controls(store)

    async def add(request: Request) -> Response:
        if controls.is_revoked(request.headers.get("authorization", "")):
            return JSONResponse({"detail": "Invalid token"}, status_code=401)
        with store.edit() as data:
            data.setdefault("teams", []).append((await request.json())["name"])
        return JSONResponse({"teams": store.data["teams"]}, status_code=201)

    async def teams(_: Request) -> Response:
        return JSONResponse({"teams": store.data.get("teams", [])})

    routes = [Route("/teams", add, methods=["POST"]), Route("/teams", teams)]
    with (
        served(controls.wrap(Starlette(routes=routes))) as url,
        httpx.Client(base_url=url, timeout=10) as client,
    ):
        yield client


def announce(api: httpx.Client, **fault: Any) -> None:
    api.post("/_sandbox/faults", json=fault).raise_for_status()


def add(api: httpx.Client, name: str = "platform") -> httpx.Response:
    return api.post("/teams", json={"name": name})


def test_without_faults_the_api_answers(api: httpx.Client) -> None:
    assert add(api).status_code == 201
    assert api.get("/teams").json() == {"teams": ["platform"]}


def test_health_names_the_account(api: httpx.Client) -> None:
    assert api.get("/_sandbox/health").json()["name"] == "teams"


def test_a_status_fault_answers_as_told_and_as_often_as_told(api: httpx.Client) -> None:
    announce(
        api,
        kind="status",
        status=429,
        times=2,
        headers={"Retry-After": "1"},
        body={"detail": "slow down"},
    )
    for _ in range(2):
        answer = add(api)
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "1"
        assert answer.headers["content-type"] == "application/json"
        assert answer.json() == {"detail": "slow down"}
    assert add(api).json() == {"teams": ["platform"]}


def test_a_fault_hits_only_its_method_and_path(api: httpx.Client) -> None:
    announce(api, kind="status", method="POST", path="^/teams$")
    assert api.get("/teams").status_code == 200
    assert add(api).status_code == 500


def test_a_fault_can_let_the_first_requests_pass(api: httpx.Client) -> None:
    announce(api, kind="status", status=503, skip=1)
    assert [add(api).status_code for _ in range(3)] == [201, 503, 201]


def test_times_zero_lasts_until_withdrawn(api: httpx.Client) -> None:
    announce(api, kind="status", status=503, times=0)
    assert [add(api).status_code for _ in range(4)] == [503] * 4
    api.delete("/_sandbox/faults")
    assert add(api).status_code == 201


def test_cut_before_leaves_nothing_done(api: httpx.Client, store: Store) -> None:
    announce(api, kind="cut-before")
    with pytest.raises(httpx.TransportError):
        add(api)
    assert store.data == {}


def test_cut_after_leaves_the_work_done_and_the_client_without_an_answer(
    api: httpx.Client, store: Store
) -> None:
    announce(api, kind="cut-after")
    with pytest.raises(httpx.TransportError):
        add(api)
    assert store.data == {"teams": ["platform"]}
    assert add(api, "web").json() == {"teams": ["platform", "web"]}


def test_a_timeout_holds_the_request_unanswered(api: httpx.Client, store: Store) -> None:
    announce(api, kind="timeout", delay=30)
    with pytest.raises(httpx.ReadTimeout):
        api.post("/teams", json={"name": "a"}, timeout=0.3)
    assert store.data == {}


def test_a_truncated_answer_promises_more_than_it_holds(api: httpx.Client, store: Store) -> None:
    announce(api, kind="truncate")
    received: list[bytes] = []
    with api.stream("POST", "/teams", json={"name": "platform"}) as answer:
        assert answer.status_code == 201
        with pytest.raises(httpx.RemoteProtocolError):
            received.extend(answer.iter_raw())
    assert 0 < len(b"".join(received)) < int(answer.headers["content-length"])
    assert store.data == {"teams": ["platform"]}


def test_several_faults_can_be_announced_at_once_and_hit_in_order(api: httpx.Client) -> None:
    faults = [{"kind": "status", "status": 500}, {"kind": "status", "status": 502}]
    assert len(api.post("/_sandbox/faults", json=faults).json()["faults"]) == 2
    assert [add(api).status_code for _ in range(3)] == [500, 502, 201]
    assert api.get("/_sandbox/faults").json() == {"faults": []}


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"kind": "explode"}, "kind must be one of status, cut-before"),
        ({}, "kind is missing"),
        ({"kind": "status", "staus": 500}, "unknown field 'staus'"),
        ({"kind": "status", "status": 700}, "between 200 and 599"),
        ({"kind": "status", "times": -1}, "must not be negative"),
        ({"kind": "status", "times": "two"}, "wrong type"),
        ({"kind": "status", "path": "("}, "no regular expression"),
        ("status", "JSON object"),
    ],
)
def test_a_wrong_fault_is_refused_with_its_reason(
    api: httpx.Client, fault: object, reason: str
) -> None:
    answer = api.post("/_sandbox/faults", json=fault)
    assert answer.status_code == 400
    assert reason in answer.json()["error"]
    assert add(api).status_code == 201


@pytest.mark.parametrize("levels", [60, 900, 100_000])
def test_a_fault_that_is_nested_deep_is_refused(api: httpx.Client, levels: int) -> None:
    body = '{"kind": "status", "body": ' + "[" * levels + "]" * levels + "}"
    answer = api.post("/_sandbox/faults", content=body, headers=JSON)
    assert (answer.status_code, answer.json()) == (400, {"error": "the body is nested too deep."})
    assert api.get("/_sandbox/faults").json() == {"faults": []}


@pytest.mark.parametrize("body", ['{"token": 5}', '{"token": null}', "[]", "5", "{", "[" * 100_000])
def test_what_is_no_token_is_not_revoked(api: httpx.Client, body: str) -> None:
    answer = api.post("/_sandbox/tokens/revoke", content=body, headers=JSON)
    assert answer.status_code == 400
    assert "token" in answer.json()["error"]


def test_a_revoked_token_is_refused_until_restored_and_never_stored_in_clear(
    api: httpx.Client, store: Store
) -> None:
    api.headers["authorization"] = "bright-secret"
    assert add(api).status_code == 201
    api.post("/_sandbox/tokens/revoke", json={"token": "bright-secret"}).raise_for_status()
    assert add(api).status_code == 401
    assert "bright-secret" not in str(store.data)
    api.delete("/_sandbox/tokens/revoke")
    assert add(api).status_code == 201


def test_the_log_tells_what_was_asked_and_answered(api: httpx.Client) -> None:
    announce(api, kind="status", status=429, method="GET")
    add(api)
    api.get("/teams?limit=100")
    log = api.get("/_sandbox/requests").json()["requests"]
    assert [(e["method"], e["path"], e["query"], e["status"], e["fault"]) for e in log] == [
        ("POST", "/teams", "", 201, None),
        ("GET", "/teams", "limit=100", 429, "status"),
    ]
    assert log[0]["body"] == {"name": "platform"}
    after = api.get("/_sandbox/requests", params={"after": log[0]["number"]}).json()
    assert [entry["method"] for entry in after["requests"]] == ["GET"]
    api.delete("/_sandbox/requests")
    assert api.get("/_sandbox/requests").json() == {"requests": []}


@pytest.mark.parametrize(
    "request_",
    [
        {"url": "/teams", "json": {"name": "x", "nested": [{"integration_key": "k33p"}]}},
        {"url": "/teams", "json": {"Endpoint": "https://e.test/integration/k33p/enqueue"}},
        {"url": "/teams?token=k33p"},
        {"url": "/integration/k33p/enqueue"},
        {"url": "/teams", "data": {"Endpoint": "https://e.test/integration/k33p/enqueue"}},
        {"url": "/teams", "data": {"SecretAccessKey": "k33p"}},
    ],
)
def test_the_log_shows_no_credential(api: httpx.Client, request_: dict[str, Any]) -> None:
    api.put(**request_)
    log = api.get("/_sandbox/requests").text
    assert "k33p" not in log
    assert "***" in log


def test_an_unknown_control_names_the_known_ones(api: httpx.Client) -> None:
    answer = api.post("/_sandbox/nothing", json={})
    assert answer.status_code == 404
    assert "POST faults" in answer.json()["error"]
