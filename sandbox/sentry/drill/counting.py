"""Monitors that count errors: `count()` and `count_unique(user)` over the events that came in.

A monitor opens its issue when a condition of medium or high priority holds, changes the priority
when another does, and resolves it when the condition for that holds (`StatefulDetectorHandler` in
src/sentry/workflow_engine/handlers/detector of getsentry/sentry). What a monitor asks that is not
known here (other datasets and aggregates, learned bands, odd searches) is noted on it and leaves
it as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sandbox.sentry.drill.events import user_of
from sandbox.sentry.drill.issues import LOW, Seen, new
from sandbox.sentry.drill.searches import SearchError, search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sandbox.sentry.account import Account, Row

_COUNT: Final = re.compile(r"count\(\)")
_USERS: Final = re.compile(r"count_unique\((?:user|tags\[sentry:user\])\)")
_HUNDRED: Final = 100
_COMPARED: Final[dict[str, Callable[[float, float], bool]]] = {
    "gt": lambda value, limit: value > limit,
    "gte": lambda value, limit: value >= limit,
    "lt": lambda value, limit: value < limit,
    "lte": lambda value, limit: value <= limit,
}


def judge_all(account: Account, now: float) -> Iterator[Seen]:
    """Evaluate every monitor at a moment; yield the issues that it opens, changes or resolves."""
    for detector in account.rows("detector"):
        if detector["type"] == "metric_issue" and detector["enabled"]:
            seen = _judge(account, detector, now)
            if seen is not None:
                yield seen


def _judge(account: Account, detector: Row, now: float) -> Seen | None:
    try:
        value = _value(account, detector, now)
    except SearchError as error:
        detector["_unjudged"] = str(error)
        return None
    detector.pop("_unjudged", None)
    if value is None:
        return None
    wanted = _priority(detector, value)
    before = int(detector.get("_priority", 0))
    if wanted is None or wanted == before:
        return None
    detector["_priority"] = wanted
    if wanted == 0:
        return _resolved(account, detector)
    return _opened(account, detector, wanted, now, is_open=before > 0)


def _value(account: Account, detector: Row, now: float) -> float | None:
    """Return what the monitor counts, or its percentage of then; None for nothing to divide by."""
    query = detector["dataSources"][0]["queryObj"]["snubaQuery"]
    detection = detector["config"]["detectionType"]
    if query["dataset"] != "events" or detection == "dynamic":
        raise SearchError(f"the sandbox judges no {detection} monitors on {query['dataset']}")
    count = _counter(query["aggregate"])
    found = _events(account, detector, query)
    current = count(_within(found, now, query["timeWindow"]))
    if detection != "percent":
        return current
    then = count(_within(found, now - detector["config"]["comparisonDelta"], query["timeWindow"]))
    return current / then * _HUNDRED if then else None


def _counter(aggregate: str) -> Callable[[list[Row]], float]:
    if _COUNT.fullmatch(aggregate):
        return len
    if _USERS.fullmatch(aggregate):
        return lambda events: len({user_of(event) for event in events} - {""})
    raise SearchError(f"the sandbox doesn't compute {aggregate}")


def _events(account: Account, detector: Row, query: Row) -> list[Row]:
    fits = search(query["query"])
    issues = account.table("issue")
    return [
        event
        for event in account.rows("event")
        if issues[event["_issue"]]["project"]["id"] == detector["projectId"]
        and query["environment"] in (None, "", event["environment"])
        and event["type"] in query["eventTypes"]
        and fits(event)
    ]


def _within(events: list[Row], end: float, window: int) -> list[Row]:
    return [event for event in events if end - window < event["received"] <= end]


def _priority(detector: Row, value: float) -> int | None:
    """Return the priority that the conditions give a value; 0 for over, None for no change."""
    met = [
        int(one["conditionResult"])
        for one in detector["conditionGroup"]["conditions"]
        if _COMPARED[one["type"]](value, one["comparison"])
    ]
    return max(met) if met else None


def _opened(account: Account, detector: Row, priority: int, now: float, *, is_open: bool) -> Seen:
    issue = next((one for one in account.rows("issue") if _is_of(one, detector)), None)
    is_new = issue is None
    if issue is None:
        project = account.row("project", detector["projectId"])
        issue = new(account, project, detector["name"], now)
        issue.update(issueCategory="metric", issueType="metric_issue", _detector=detector["id"])
    is_back = issue["status"] == "resolved"
    if not is_open:
        period = account.next_id("open-period")
        issue["_open"] = f"incident_{account.organization['id']}_{period}"
    highest = max(issue["_highest"], priority) if is_open else priority
    issue.update(status="unresolved", priority=priority, _highest=highest)
    issue["count"] = str(int(issue["count"]) + 1)
    return Seen(issue, _occurrence(issue, priority), is_new, is_new, is_back)


def _is_of(issue: Row, detector: Row) -> bool:
    return bool(issue.get("_detector") == detector["id"])


def _occurrence(issue: Row, priority: int) -> Row:
    """Return what stands for an event of a monitor: it has no tags and nobody's trace."""
    empty: dict[str, Any] = {"tags": {}, "user": {}, "request": {}, "contexts": {}}
    texts = {"message": "", "platform": "other", "environment": "", "release": "", "sdk": ""}
    level = "info" if priority == LOW else "error"
    named = {"title": issue["title"], "level": level, "type": "generic", "exceptions": []}
    return {**empty, **texts, **named}


def _resolved(account: Account, detector: Row) -> Seen | None:
    for issue in account.rows("issue"):
        if _is_of(issue, detector) and issue["status"] != "resolved":
            issue["status"] = "resolved"
            return Seen(issue, None, is_judged=True)
    return None
