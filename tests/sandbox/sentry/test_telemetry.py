"""What projects sent, asked for as the explorer and the list of issues are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.sandbox.sentry.contracts import contract, departures

if TYPE_CHECKING:
    from pathlib import Path

DAY = 1_700_006_400  # 2023-11-15 00:00 UTC
WHOLE = {"start": "2023-11-15T00:00:00", "end": "2023-11-16T00:00:00", "interval": 3600}
SERIES = "/organizations/acme/events-timeseries/"
ISSUES = "/organizations/acme/issues/"


def send(api: httpx.Client, **given: Any) -> httpx.Response:
    root = str(api.base_url).removesuffix("/api/0/")
    return httpx.post(f"{root}/_sandbox/sentry/organizations/acme", json=given)


def hourly(axis: str, *values: tuple[int, float], dataset: str = "errors") -> dict[str, Any]:
    return {"project": "shop", "dataset": dataset, "yAxis": axis, "values": values}


def asked(api: httpx.Client, **params: Any) -> list[dict[str, Any]]:
    answer = api.get(SERIES, params={"dataset": "errors", **WHOLE, **params})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["timeSeries"][0]["values"]
    return found


def test_counts_add_up_by_the_hour_and_compare_with_the_day_before(api: httpx.Client) -> None:
    send(api, series=[hourly("count()", (DAY, 3), (DAY + 60, 4), (DAY + 7200, 5), (DAY - 60, 9))])
    found = asked(api, project="shop", comparisonDelta=86_400)
    assert [one["value"] for one in found[:4]] == [7, 0, 5, 0]
    assert len(found) == 24
    assert found[23]["comparisonValue"] == 9


def test_a_percentile_is_the_largest_of_its_hour(api: httpx.Client) -> None:
    p95 = "p95(span.duration)"
    send(api, series=[hourly(p95, (DAY, 80), (DAY + 60, 90), dataset="spans")])
    assert asked(api, dataset="spans", yAxis=p95)[0]["value"] == 90


def test_the_answer_follows_the_contract(api: httpx.Client, shared_dir: Path) -> None:
    document = contract(shared_dir / "openapi/sentry-public.json")
    answer = api.get(SERIES, params={"dataset": "errors", **WHOLE, "comparisonDelta": 60})
    path = f"/api/0{SERIES}"
    assert departures(document, "GET", path, answer.status_code, answer.json()) == []


@pytest.mark.parametrize(
    "params",
    [
        {"dataset": "discover"},
        {"topEvents": 5},
        {"start": "yesterday"},
        {"start": "2023-11-17T00:00:00"},
        {"interval": "1h"},
        {"statsPeriod": "1y"},
    ],
)
def test_what_cannot_be_asked_is_refused(api: httpx.Client, params: dict[str, Any]) -> None:
    asked_for = {"dataset": "errors", **WHOLE, **params}
    assert api.get(SERIES, params=asked_for).status_code == 400


def test_issues_are_found_by_project_and_first_sight(api: httpx.Client) -> None:
    seen = ["2023-11-14T23:59:59Z", "2023-11-15T00:00:00Z", "2023-11-15T12:00:00Z"]
    issues = [{"project": "shop", "title": each, "firstSeen": each, "count": 3} for each in seen]
    send(api, issues=issues)
    query = "project:shop firstSeen:>=2023-11-15T00:00:00 firstSeen:<2023-11-16T00:00:00"
    found = api.get(ISSUES, params={"query": query, "sort": "new"}).json()
    assert [one["title"] for one in found] == [seen[2], seen[1]]
    assert found[0]["shortId"] == "SHOP-3"
    assert found[0]["count"] == "3"
    assert len(api.get(ISSUES, params={"query": query, "limit": 1}).json()) == 1
    assert api.get(ISSUES, params={"query": "assigned:me"}).status_code == 400


def test_a_project_that_is_not_there_sends_nothing(api: httpx.Client) -> None:
    api.get("/organizations/acme/")
    gone = {"project": "gone", "title": "x", "firstSeen": "2023-11-15T00:00:00Z"}
    assert send(api, issues=[gone]).status_code == 404
