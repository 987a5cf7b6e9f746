"""Faults on the real engine: whatever breaks, the next `up` converges and nothing exists twice."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.providers.sentry_alerting.server import TOKEN
from tests.providers.stack import AnyResource

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.providers.sentry_alerting.server import SentryServer
    from tests.providers.stack import EngineStack, Run

MONITORS = 3
KEY = "key-that-nobody-may-see-1234567"


@pytest.fixture
def stack(new_stack: Callable[..., EngineStack]) -> EngineStack:
    return new_stack(config={"sentry-alerting:timeout": "2"})


def program() -> None:
    import pulumi  # noqa: PLC0415 - the SDK is slow to load

    monitors = [
        AnyResource(
            "sentry-alerting:index:MetricMonitor",
            f"monitor-{number}",
            {
                "project": "shop-api",
                "name": f"monitor {number}",
                "aggregate": "count()",
                "timeWindow": 60,
                "critical": 5,
            },
        )
        for number in range(MONITORS)
    ]
    row = AnyResource(
        "sentry-alerting:index:PagerDutyService",
        "row",
        {
            "integrationId": "2002",
            "serviceName": "Shop",
            "integrationKey": pulumi.Output.secret(KEY),
        },
        outputs=("serviceId",),
    )
    action = {
        "type": "pagerduty",
        "integrationId": "2002",
        "serviceId": row.serviceId,  # type: ignore[attr-defined]
        "serviceName": "Shop",
    }
    AnyResource(
        "sentry-alerting:index:Alert",
        "alert",
        {
            "name": "alert",
            "detectorIds": [one.id for one in monitors],
            "actionFilters": [{"actions": [action]}],
        },
    )


def assert_converged(stack: EngineStack, sentry: SentryServer) -> None:
    """All is there once, belongs to the stack, and nothing is left to do."""
    run = stack.preview(program, diff=True)
    assert run.ok, run.text
    assert set(run.changes) == {"same"}, run.text
    monitors, alerts = sentry.objects("detectors"), sentry.objects("workflows")
    assert sorted(one["name"] for one in monitors) == [f"monitor {n}" for n in range(MONITORS)]
    assert [one["name"] for one in alerts] == ["alert"]
    rows = sentry.call("GET", "integrations/2002/")["configData"]["service_table"]
    assert sorted(one["service"] for one in rows) == ["Shop", "legacy-service"]
    state = stack.state()
    ids = {row["id"] for name, row in state.items() if name.startswith("monitor-")}
    assert ids == {one["id"] for one in monitors}
    assert state["alert"]["id"] == alerts[0]["id"]


def quiet(run: Run) -> Run:
    assert TOKEN not in run.text
    assert KEY not in run.text
    return run


FAULTS: dict[str, list[dict[str, Any]]] = {
    "cut after a monitor was created": [
        {"kind": "cut-after", "method": "POST", "path": "detectors/", "times": 2}
    ],
    "cut after the alert was created": [
        {"kind": "cut-after", "method": "POST", "path": "workflows/", "times": 1}
    ],
    "cut after a row was added": [
        {"kind": "cut-after", "method": "POST", "path": "integrations/", "times": 1}
    ],
    "cut before anything was done": [{"kind": "cut-before", "times": 3}],
    "storm of 429": [
        {"kind": "status", "status": 429, "headers": {"Retry-After": "1"}, "times": 6}
    ],
    "429 until a reset": [
        {
            "kind": "status",
            "status": 429,
            "headers": {
                "X-Sentry-Rate-Limit-Remaining": "0",
                "X-Sentry-Rate-Limit-Reset": "RESET",
            },
            "times": 2,
        }
    ],
    "500s": [{"kind": "status", "status": 500, "times": 5}],
    "502 after the work was done": [
        {"kind": "cut-after", "method": "POST", "times": 1},
        {"kind": "status", "status": 502, "method": "POST", "times": 1, "skip": 1},
    ],
    "timeouts": [{"kind": "timeout", "method": "POST", "delay": 3, "times": 1}],
    "truncated bodies": [{"kind": "truncate", "times": 4}],
    "truncated answers to creates": [{"kind": "truncate", "method": "POST", "times": 3}],
}


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS.keys())
def test_one_up_gets_through(
    faults: list[dict[str, Any]], stack: EngineStack, sentry: SentryServer
) -> None:
    for one in faults:
        headers = {
            name: str(time.time() + 2) if value == "RESET" else value
            for name, value in one.get("headers", {}).items()
        }
        sentry.fault(**{**one, "headers": headers})
    run = quiet(stack.up(program))
    sentry.heal()
    assert run.ok, run.text
    adopting = {("cut-after", "detectors/"), ("cut-after", "workflows/")}
    if any((one["kind"], one.get("path")) in adopting for one in faults):
        assert "Took over the" in run.text
    assert_converged(stack, sentry)


def test_a_lost_update_is_made_good(stack: EngineStack, sentry: SentryServer) -> None:
    assert stack.up(program).ok
    for one in sentry.objects("detectors"):
        changed = {"name": one["name"], "type": one["type"], "description": "changed by hand"}
        sentry.call("PUT", f"detectors/{one['id']}/", changed)
    assert stack.refresh().changes["update"] == MONITORS
    sentry.fault(kind="cut-after", method="PUT", times=2)
    assert quiet(stack.up(program)).ok
    assert_converged(stack, sentry)


def test_a_sentry_that_stays_down_is_named_and_the_next_up_converges(
    stack: EngineStack, sentry: SentryServer
) -> None:
    sentry.fault(kind="status", status=503, path="workflows/", times=0)
    run = quiet(stack.up(program))
    assert not run.ok
    assert "503" in run.text
    sentry.heal()
    assert quiet(stack.up(program)).ok
    assert_converged(stack, sentry)


def test_a_token_revoked_half_way_is_named_and_a_new_one_goes_on(
    stack: EngineStack, sentry: SentryServer
) -> None:
    def revoke_soon() -> None:
        while not sentry.requests("POST", "detectors/"):
            time.sleep(0.01)
        sentry.revoke()

    watcher = threading.Thread(target=revoke_soon)
    watcher.start()
    run = quiet(stack.up(program))
    watcher.join()
    assert not run.ok
    assert "doesn't accept the token" in run.text
    sentry.restore()
    assert quiet(stack.up(program)).ok
    assert_converged(stack, sentry)


def test_a_missing_scope_is_named(stack: EngineStack, sentry: SentryServer) -> None:
    answer = {"detail": "You do not have permission to perform this action."}
    sentry.fault(kind="status", status=403, body=answer, path="workflows/", times=0)
    run = quiet(stack.up(program))
    assert "alerts:" in run.text
    assert "scope" in run.text


def test_a_route_that_is_gone_explains_itself(stack: EngineStack, sentry: SentryServer) -> None:
    answer = {"message": "This API no longer exists."}
    sentry.fault(kind="status", status=410, body=answer, path="detectors/", times=0)
    run = quiet(stack.up(program))
    assert "has removed" in run.text
    assert "pulumiverse_sentry" in run.text


@pytest.mark.parametrize("path", ["detectors/", "workflows/"])
def test_a_plugin_that_is_killed_leaves_nothing_twice(
    path: str, stack: EngineStack, sentry: SentryServer
) -> None:
    # Sentry has made the object, the answer is on its way for long: then the plugin dies.
    sentry.fault(kind="cut-after", method="POST", path=path, delay=20, times=1)

    def kill_soon() -> None:
        while not _made(sentry, path.strip("/")):
            time.sleep(0.02)
        for pid in plugins_of(stack):
            os.kill(pid, signal.SIGKILL)

    watcher = threading.Thread(target=kill_soon)
    watcher.start()
    run = quiet(stack.up(program))
    watcher.join()
    assert not run.ok
    sentry.heal()
    assert quiet(stack.up(program)).ok
    assert_converged(stack, sentry)


def _made(sentry: SentryServer, kind: str) -> bool:
    """Whether the emulator has saved such an object; asked of its store, not of its log."""
    tables = sentry.store.data.get("organizations", {}).get("acme", {})
    rows = tables.get(kind.rstrip("s"), {}).values()
    return any(one.get("type") not in {"error", "issue_stream"} for one in rows)


def plugins_of(stack: EngineStack) -> list[int]:
    """The processes of the plugin that this stack's engine has started."""
    mark = f"PULUMI_HOME={stack.folder / 'home'}".encode()
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            ours = mark in (process / "environ").read_bytes()
            plugin = b"sentry_alerting/__main__.py" in (process / "cmdline").read_bytes()
        except OSError:
            continue
        if ours and plugin:
            found.append(int(process.name))
    return found


def test_two_hundred_alerts_are_refreshed_by_a_few_requests(
    stack: EngineStack, sentry: SentryServer
) -> None:
    def many() -> None:
        for number in range(200):
            AnyResource("sentry-alerting:index:Alert", f"a{number}", {"name": f"alert {number}"})

    assert stack.up(many).ok
    sentry.forget()
    run = stack.preview(many, refresh=True)
    assert set(run.changes) == {"same"}, run.text
    assert len(sentry.requests()) <= 2
