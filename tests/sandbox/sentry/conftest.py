"""A served emulator with one project, and the bodies that tests send to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from sandbox.sentry import Project, Seed, create_app
from sandbox.store import Store
from tests.sandbox.exchangeable import url_serving

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def store() -> Store:
    """What the emulator keeps."""
    return Store(None, "sentry")


@pytest.fixture
def api(store: Store) -> Iterator[httpx.Client]:
    """The API of an emulator in which every organization has the project `shop`."""
    app = create_app(store, seed=Seed(projects=(Project("shop", "{slug}"),)))
    url = f"{url_serving(app)}/api/0"
    headers = {"Authorization": "Bearer t"}
    with httpx.Client(base_url=url, headers=headers, timeout=30) as client:
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
