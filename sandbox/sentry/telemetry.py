"""What applications sent: hourly values as the explorer answers them, and issues.

Nothing is computed from events: a value is what somebody put in (`installing`), for one project,
dataset and aggregate. Buckets add values up, or take the largest where the aggregate isn't one
that can be added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sandbox.sentry.call import Call, Endpoint, Reply
from sandbox.sentry.drill.issues import new as new_issue
from sandbox.sentry.drill.issues import view
from sandbox.sentry.errors import bad_request
from sandbox.sentry.paging import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.sentry.account import Account, Row

_READ: Final = ("org:admin", "org:read", "org:write")
_EVENTS: Final = ("event:admin", "event:read", "event:write")
_DATASETS: Final = (
    "errors",
    "logs",
    "profile_functions",
    "spans",
    "tracemetrics",
    "uptime_results",
)
_ADDED: Final = re.compile(r"(count|sum|failure_count)\(.*\)")
_PERIOD: Final = re.compile(r"(\d{1,6})([smhdw])")
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_MOST_BUCKETS: Final = 10_000
_DAY: Final = 86_400
_TERM: Final = re.compile(r"(project):(\S+)|(firstSeen):(>=|<)(\S+)|(is):(unresolved)")
_PAGE: Final = 100


@dataclass(frozen=True)
class _Asked:
    """A question to the explorer; seconds since 1970."""

    dataset: str
    axis: str
    projects: frozenset[str]
    environments: frozenset[str]
    start: int
    end: int
    interval: int
    delta: int | None


def timeseries(call: Call) -> Reply:
    """Answer the values of one aggregate over time."""
    asked = _asked(call)
    rows = [row for row in call.account.rows("series") if _concerns(asked, row)]
    values = list(_buckets(asked, rows))
    meta = {"valueUnit": None, "valueType": "number", "interval": asked.interval * 1000.0}
    series = {"yAxis": asked.axis, "values": values, "meta": meta}
    span = {"start": asked.start * 1000.0, "end": asked.end * 1000.0}
    return Reply(200, {"timeSeries": [series], "meta": {"dataset": asked.dataset, **span}})


def issues(call: Call) -> Reply:
    """List the issues that a search finds, those first seen last first."""
    found = [row for row in call.account.rows("issue") if _found(call, row)]
    found.sort(key=lambda row: str(row["firstSeen"]), reverse=True)
    limit = call.query.get("limit", str(_PAGE))
    if not limit.isdecimal() or not 1 <= int(limit) <= _PAGE:
        raise bad_request("Invalid limit value. Must be between 1 and 100.")
    return page(call, [view(row) for row in found[: int(limit)]])


def add_series(account: Account, row: Row) -> None:
    """Keep values: `project` (slug), `dataset`, `yAxis`, `values` (seconds since 1970, value)."""
    account.table("series")[account.next_id("series")] = row


def add_issue(account: Account, project: str, row: Row) -> None:
    """Keep an issue of a project: `title`, `firstSeen`, `count`."""
    first = _moment(str(row["firstSeen"])) or 0
    issue = new_issue(account, account.by_slug("project", project), row["title"], float(first))
    issue.update({**row, "count": str(row["count"])})


def _asked(call: Call) -> _Asked:
    query = call.query
    dataset = query.get("dataset", "")
    if dataset not in _DATASETS:
        raise bad_request(f"dataset must be one of: {', '.join(_DATASETS)}")
    if "topEvents" in query or "groupBy" in query:
        raise bad_request("The sandbox groups nothing.")
    start, end = _span(call)
    interval = _number(query.get("interval")) or 3600
    if interval >= end - start or (end - start) // interval > _MOST_BUCKETS:
        interval = max(1, (end - start) // 24)
    projects = call.account.projects(query.getlist("project"))
    return _Asked(
        dataset=dataset,
        axis=query.get("yAxis") or "count()",
        projects=frozenset(row["slug"] for row in projects),
        environments=frozenset(query.getlist("environment")),
        start=start,
        end=end,
        interval=interval,
        delta=_number(query.get("comparisonDelta")),
    )


def _span(call: Call) -> tuple[int, int]:
    period = call.query.get("statsPeriod")
    if period is not None:
        match = _PERIOD.fullmatch(period)
        length = int(match[1]) * _UNITS[match[2]] if match else 0
        if not 0 < length <= 90 * _DAY:
            raise bad_request("Invalid statsPeriod")
        end = int(datetime.now(UTC).timestamp())
        return end - length, end
    end = _moment(call.query.get("end")) or int(datetime.now(UTC).timestamp())
    start = _moment(call.query.get("start")) or end - _DAY
    if start >= end:
        raise bad_request("start must be before end")
    return start, end


def _moment(text: str | None) -> int | None:
    if not text:
        return None
    try:
        given = datetime.fromisoformat(text)
        aware = given if given.tzinfo else given.replace(tzinfo=UTC)
        return max(1, int(aware.timestamp()))
    except (ValueError, OverflowError) as error:
        raise bad_request(f"{text} is not a valid ISO8601 date query") from error


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or not 0 < len(text) <= 9:  # noqa: PLR2004 - thirty years
        raise bad_request(f"{text[:20]} is no number of seconds")
    return int(text) or None


def _concerns(asked: _Asked, row: Row) -> bool:
    environment = row.get("environment")
    return (
        (row["dataset"], row["yAxis"]) == (asked.dataset, asked.axis)
        and row["project"] in asked.projects
        and (not asked.environments or environment in asked.environments)
    )


def _buckets(asked: _Asked, rows: list[Row]) -> Iterator[Row]:
    for start in range(asked.start, asked.end, asked.interval):
        end = min(start + asked.interval, asked.end)
        bucket: Row = {
            "timestamp": start * 1000.0,
            "value": _within(asked, rows, start, end),
            "incomplete": False,
        }
        if asked.delta:
            bucket["comparisonValue"] = _within(asked, rows, start - asked.delta, end - asked.delta)
        yield bucket


def _within(asked: _Asked, rows: list[Row], start: int, end: int) -> float:
    values = [float(v) for row in rows for at, v in row["values"] if start <= at < end]
    if _ADDED.fullmatch(asked.axis):
        return sum(values)
    return max(values, default=0.0)


def _found(call: Call, row: Row) -> bool:
    return all(_fits(term, row) for term in call.query.get("query", "is:unresolved").split())


def _fits(term: str, row: Row) -> bool:
    match = _TERM.fullmatch(term)
    if match is None:
        raise bad_request(f"Error parsing search query: the sandbox doesn't know {term[:100]}")
    if match[1]:
        return bool(row["project"]["slug"] == match[2])
    if match[6]:
        return bool(row["status"] == match[7])
    seen, given = _moment(str(row["firstSeen"])) or 0, _moment(match[5]) or 0
    return seen >= given if match[4] == ">=" else seen < given


ENDPOINTS = (
    Endpoint("GET", "/organizations/{org}/events-timeseries/", timeseries, _READ),
    Endpoint("GET", "/organizations/{org}/issues/", issues, _EVENTS),
)
