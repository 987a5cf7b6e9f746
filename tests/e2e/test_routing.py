"""People, webhooks, tickets and pages by hours, from a config to who is told."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from sandbox.serving import served
from tests.e2e.conftest import Project, project_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

CONFIG = Path(__file__).parent / "routing.yaml"


@pytest.fixture(scope="module")
def posted() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of an application, and what it was sent."""
    taken: list[dict[str, Any]] = []

    async def take(request: Request) -> Response:
        taken.append(json.loads(await request.body()))
        return Response(status_code=204)

    app = Starlette(routes=[Route("/{path:path}", take, methods=["POST"])])
    with served(app) as url:
        yield f"{url}/hooks/alerts", taken


@pytest.fixture(scope="module")
def project(
    tmp_path_factory: pytest.TempPathFactory,
    engine: Path,
    posted: tuple[str, list[dict[str, Any]]],
) -> Iterator[Project]:
    """The config in a project and a sandbox of its own, three days away from support hours."""
    del engine  # only that there is one
    away = (datetime.now(UTC) + timedelta(days=3)).strftime("%A").lower()
    config = CONFIG.read_text("utf-8").replace("DAY", away).replace("WEBHOOK", posted[0])
    stack = "config: { aws:region: us-east-1 }\n"
    files = {"alerts/routing.yaml": config, "Pulumi.prod.yaml": stack}
    with project_of(tmp_path_factory.mktemp("routing") / "acme", files) as project:
        yield project


@pytest.fixture(scope="module")
def up(project: Project) -> Project:
    made = project.operate("up", "prod")
    assert made["succeeded"], made["messages"]
    return project


def test_it_comes_up_and_stays_as_it_is(up: Project) -> None:
    assert up.operate("up", "prod")["changes"] == []
    assert up.operate("refresh", "prod")["changes"] == []


def test_an_incident_has_the_urgency_of_the_hour(up: Project) -> None:
    urgencies = {}
    for name in ("slow", "robbed"):
        go_off(up, name)
        (incident,) = incidents(up, name)
        urgencies[name] = incident["urgency"]
        told = {each["assignee"]["summary"] for each in incident["assignments"]}
        assert told == {"Ana", "Ben"}, "everybody in the group"
    assert urgencies == {"slow": "low", "robbed": "high"}


def test_the_webhook_is_posted_to_where_the_alert_does_not_refuse_it(
    up: Project, posted: tuple[str, list[dict[str, Any]]]
) -> None:
    _, taken = posted
    taken.clear()
    for name in ("robbed", "slow"):
        go_off(up, name)
    deadline = time.monotonic() + 10
    while not taken and time.monotonic() < deadline:
        time.sleep(0.1)
    assert {json.loads(each["Message"])["AlarmName"] for each in taken} == {"acme-prod-shop-slow"}


def test_people_are_subscribed_once_each(up: Project) -> None:
    found = up.aws("sns").list_subscriptions()["Subscriptions"]
    mailed = [each["Endpoint"] for each in found if each["Protocol"] == "email"]
    assert sorted(mailed) == sorted(2 * ["ana@example.com", "ben@example.com", "cy@example.com"])


def test_sentry_mails_its_members_calls_the_app_and_opens_a_ticket(up: Project) -> None:
    url = f"{up.url('sentry')}/api/0/organizations/acme/workflows/"
    (alert,) = httpx.get(url, headers={"Authorization": "Bearer any"}).json()
    actions = [each for group in alert["actionFilters"] for each in group["actions"]]
    assert sorted(each["type"] for each in actions) == [
        *("email", "email", "email"),
        *("github", "pagerduty", "sentry_app"),
    ]


def go_off(project: Project, name: str) -> None:
    """Set an alarm off, whatever it was before."""
    cloudwatch = project.aws("cloudwatch")
    for state in ("OK", "ALARM"):
        cloudwatch.set_alarm_state(
            AlarmName=f"acme-prod-shop-{name}", StateValue=state, StateReason="a test"
        )


def incidents(project: Project, name: str) -> list[dict[str, Any]]:
    answer = httpx.get(
        f"{project.url('pagerduty')}/incidents", headers={"Authorization": "Token token=x"}
    )
    return [
        each
        for each in answer.json()["incidents"]
        if name in each["title"] and each["status"] == "triggered"
    ]
