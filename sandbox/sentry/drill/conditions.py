"""An alert's filters on an issue, condition by condition.

Meaning: the handlers in src/sentry/workflow_engine/handlers/condition of getsentry/sentry. Shares
of sessions and adopted releases are not known here, so that conditions on them never hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from providers.sentry_alerting.limits import INTERVALS
from sandbox.sentry.drill import matching
from sandbox.sentry.drill.events import LEVELS, user_of
from sandbox.sentry.drill.issues import events_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sandbox.sentry.account import Account, Row
    from sandbox.sentry.drill.issues import Seen

_AGES: Final = {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
_CATEGORIES: Final = {"error": 1, "metric": 11}


class Look(NamedTuple):
    """What a condition is held against; `environment` is the alert's, empty for all."""

    account: Account
    seen: Seen
    environment: str
    now: float


def hold(conditions: Iterable[Row], logic_type: str, look: Look) -> bool:
    """Whether a group of conditions lets an issue through; an empty one does."""
    outcomes = [_holds(one, look) for one in conditions]
    match logic_type:
        case "all":
            return all(outcomes)
        case "none":
            return not any(outcomes)
    return any(outcomes) or not outcomes


def _holds(condition: Row, look: Look) -> bool:
    judge = _JUDGES.get(condition["type"])
    return bool(judge and judge(condition["comparison"], look))


def _age(asked: Row, look: Look) -> bool:
    limit = look.seen.issue["_first"] + asked["value"] * _AGES[asked["time"]]
    return bool(limit < look.now if asked["comparisonType"] == "older" else limit > look.now)


def _matching(asked: Row, look: Look) -> bool:
    """Tags and attributes are an event's; a change of status has none."""
    return look.seen.event is not None and matching.fits(look.seen.event, asked)


def _level(asked: Row, look: Look) -> bool:
    if look.seen.event is None:
        return False
    level, wanted = LEVELS[look.seen.event["level"]], asked["level"]
    outcomes = {"eq": level == wanted, "gte": level >= wanted, "lte": level <= wanted}
    return bool(outcomes[asked["match"]])


def _counted(asked: Row, look: Look, back: float = 0) -> list[Row]:
    """Return the events in the interval that ended so many seconds ago."""
    end = look.now - back
    start = end - INTERVALS[asked["interval"]]
    return [
        event
        for event in events_in(look.account, look.seen.issue, start=start, end=end)
        if look.environment in ("", event["environment"])
        and all(matching.fits(event, one) for one in asked.get("filters", ()))
    ]


def _events(asked: Row, look: Look) -> bool:
    return bool(look.seen.event and len(_counted(asked, look)) > asked["value"])


def _users(asked: Row, look: Look) -> bool:
    users = {user_of(event) for event in _counted(asked, look)} - {""}
    return bool(look.seen.event and len(users) > asked["value"])


def _increase(asked: Row, look: Look) -> bool:
    back = INTERVALS[asked["comparisonInterval"]]
    now, then = len(_counted(asked, look)), len(_counted(asked, look, back))
    percent = int(max(0, (now - then) / then * 100)) if then else 0
    return bool(look.seen.event and percent > asked["value"])


def _deescalated(asked: Any, look: Look) -> bool:
    issue = look.seen.issue
    least = asked if isinstance(asked, int) and not isinstance(asked, bool) else 0
    over = issue["priority"] < least or issue["status"] == "resolved"
    return bool(least <= issue["_highest"] and over)


def _included(found: bool, asked: Row) -> bool:
    return bool(found == asked.get("include", True))


def _latest(_: Any, look: Look) -> bool:
    event = look.seen.event
    if event is None or not event["release"]:
        return False
    first: dict[str, float] = {}
    for one in look.account.rows("event"):
        issue = look.account.table("issue")[one["_issue"]]
        if one["release"] and issue["project"] == look.seen.issue["project"]:
            first.setdefault(one["release"], one["received"])
    return bool(max(first, key=lambda release: first[release]) == event["release"])


def _assigned(asked: Row, look: Look) -> bool:
    owner = look.seen.issue.get("assignedTo") or ""
    if asked["targetType"] == "Unassigned":
        return not owner
    kind = {"Member": "user", "Team": "team"}[asked["targetType"]]
    return bool(owner == f"{kind}:{asked['targetIdentifier']}")


_JUDGES: Final[dict[str, Callable[[Any, Look], bool]]] = {
    "age_comparison": _age,
    "assigned_to": _assigned,
    "event_attribute": _matching,
    "tagged_event": _matching,
    "event_frequency_count": _events,
    "event_unique_user_frequency_count": _users,
    "event_frequency_percent": _increase,
    "issue_category": lambda asked, look: _included(
        _CATEGORIES[look.seen.issue["issueCategory"]] == asked["value"], asked
    ),
    "issue_type": lambda asked, look: _included(
        look.seen.issue["issueType"] == asked["value"], asked
    ),
    "issue_occurrences": lambda asked, look: int(look.seen.issue["count"]) >= asked["value"],
    "issue_priority_greater_or_equal": lambda asked, look: look.seen.issue["priority"] >= asked,
    "issue_priority_deescalating": _deescalated,
    "latest_release": _latest,
    "level": _level,
}
