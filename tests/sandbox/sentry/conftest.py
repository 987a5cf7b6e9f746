"""A served emulator with one project, and the bodies that tests send to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from sandbox.sentry import Project, Seed, create_app
from sandbox.serving import served
from sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Receive, Scope, Send


class Fresh:
    """An app that can be exchanged while it is served, which saves starting servers."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


@pytest.fixture(scope="session")
def fresh() -> Iterator[tuple[Fresh, str]]:
    """The exchangeable app and the URL at which it is served."""
    app = Fresh()
    with served(app) as url:
        yield app, url


@pytest.fixture
def store() -> Store:
    """What the emulator keeps."""
    return Store(None, "sentry")


@pytest.fixture
def api(fresh: tuple[Fresh, str], store: Store) -> Iterator[httpx.Client]:
    """The API of an emulator in which every organization has the project `shop`."""
    app, url = fresh
    app.app = create_app(store, seed=Seed(projects=(Project("shop", "{slug}"),)))
    with httpx.Client(base_url=f"{url}/api/0", headers={"Authorization": "Bearer t"}) as client:
        yield client


@pytest.fixture
def metric() -> dict[str, Any]:
    """The body of a metric monitor."""
    return {
        "name": "errors",
        "type": "metric_issue",
        "dataSources": [{"aggregate": "count()", "dataset": "events", "timeWindow": 300}],
        "config": {"detectionType": "static"},
        "conditionGroup": {
            "logicType": "any",
            "conditions": [
                {"type": "gt", "comparison": 10, "conditionResult": 75},
                {"type": "lte", "comparison": 10, "conditionResult": 0},
            ],
        },
    }


@pytest.fixture
def alert() -> dict[str, Any]:
    """The body of an alert."""
    return {
        "name": "page",
        "config": {"frequency": 30},
        "detectorIds": [],
        "triggers": {
            "logicType": "any",
            "conditions": [
                {"type": "first_seen_event", "comparison": True, "conditionResult": True},
                {"type": "regression_event", "comparison": True, "conditionResult": True},
            ],
        },
        "actionFilters": [
            {
                "logicType": "any",
                "conditions": [],
                "actions": [
                    {"type": "email", "data": {}, "config": {"targetType": "issue_owners"}},
                    {
                        "type": "slack",
                        "integrationId": "2001",
                        "data": {},
                        "config": {
                            "targetType": "specific",
                            "targetIdentifier": "",
                            "targetDisplay": "alerts",
                        },
                    },
                ],
            }
        ],
    }
