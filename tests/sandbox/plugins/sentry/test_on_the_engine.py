"""Our plugin under the real engine: everything in one stack, ids flowing through outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pulumi
import pulumiverse_sentry as sentry
import pytest

from sandbox.plugins.launchers import write_launchers
from sandbox.sentry import create_app
from sandbox.serving import served
from sandbox.store import Store
from tests.providers.stack import EngineStack
from tests.sandbox.plugins.sentry.recorded import http_calls
from tests.sandbox.sentry.replaying import OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def url() -> Iterator[str]:
    with served(create_app(Store(None, "sentry"), api="rules", seed=OFFICIAL)) as address:
        yield address


@pytest.fixture
def stack(engine: Path, tmp_path: Path, url: str) -> EngineStack:
    launchers = tmp_path / "bin"
    write_launchers(launchers, {"sentry"}, {"sentry"})
    return EngineStack(
        engine,
        tmp_path,
        path=(launchers,),
        config={"sentry:baseUrl": url, "sentry:token": ("hush-hush-token",)},
    )


def combined(resolve_age: int) -> Callable[[], None]:
    """The program of the recorded scenario `s-combined`, without its member."""

    def program() -> None:
        team = sentry.SentryTeam("team", organization="acme", name="Cart", slug="cart")
        project = sentry.SentryProject(
            "proj",
            organization="acme",
            name="Cart API",
            slug="cart-api",
            teams=[team.slug],
            resolve_age=resolve_age,
        )
        key = sentry.SentryKey("key", organization="acme", project=project.slug, name="relay")
        sentry.SentryIssueAlert(
            "issue",
            organization="acme",
            project=project.slug,
            name="New",
            action_match="any",
            filter_match="all",
            frequency=30,
            conditions=[{"id": "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition"}],
            filters=[],
            actions=[
                {
                    "id": "sentry.mail.actions.NotifyEmailAction",
                    "targetType": "IssueOwners",
                    "targetIdentifier": "",
                }
            ],
        )
        pulumi.export("dsn", key.dsn_public)

    return program


def test_everything_in_one_stack(shared_dir: Path, stack: EngineStack, url: str) -> None:
    made = stack.up(combined(720))
    assert made.ok, made.text
    assert made.changes == {"create": 5}
    assert made.outputs["dsn"].startswith("http://")
    assert stack.preview().changes == {"same": 5}
    assert sorted(requests(url, "PUT", "POST"), key=str) == recorded_creation(shared_dir)
    assert stack.refresh().ok
    assert stack.preview().changes == {"same": 5}
    changed = stack.up(combined(360))
    assert changed.changes == {"same": 4, "update": 1}
    assert requests(url, "PUT")[-1][2]["resolveAge"] == 360
    gone = stack.destroy()
    assert gone.ok, gone.text
    assert stack.state() == {}
    assert "hush-hush-token" not in made.text + changed.text + gone.text


def test_alerts_fail_on_todays_sentry_and_stay_in_the_state(stack: EngineStack, url: str) -> None:
    assert stack.up(combined(720)).ok
    httpx.post(f"{url}/_sandbox/sentry", json={"api": "workflows"})
    assert "410 map[message:This API no longer exists.]" in stack.refresh().text
    gone = stack.destroy()
    assert not gone.ok
    assert "issue" in stack.state()


def requests(url: str, *methods: str) -> list[tuple[str, str, Any]]:
    log = httpx.get(f"{url}/_sandbox/requests").json()["requests"]
    return [(one["method"], one["path"], one["body"]) for one in log if one["method"] in methods]


def recorded_creation(shared: Path) -> list[tuple[str, str, Any]]:
    """The recorded requests that made it all; the engine's order among resources isn't fixed."""
    made = [
        (method, path, body)
        for method, path, body in http_calls(shared, "s-combined")
        if method in {"PUT", "POST"} and "/members/" not in path
    ]
    return sorted((one for one in made if "'resolveAge': 360" not in str(one[2])), key=str)
