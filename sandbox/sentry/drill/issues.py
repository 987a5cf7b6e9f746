"""Issues: what events are grouped into, and what monitors open.

Beside what the API answers a row keeps, under names with an underscore: `_group` (what its events
share), `_first`, `_last`, `_environments` (with the first time in each), `_highest` (priority since
it was opened) and `_detector` (of a monitor's).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import Field

from sandbox.sentry.drill import clock
from sandbox.sentry.drill.events import user_of
from sandbox.sentry.strict import Body

if TYPE_CHECKING:
    from sandbox.sentry.account import Account, Row

HIGH, MEDIUM, LOW = 75, 50, 25
PRIORITIES = {HIGH: "high", MEDIUM: "medium", LOW: "low"}
_BY_LEVEL = {"fatal": HIGH, "error": HIGH, "warning": MEDIUM}


class Seen(NamedTuple):
    """An issue as an event or a monitor has left it.

    Attributes:
        event: What happened; None where a status changed.
        is_new: Whether the issue has just been made.
        is_new_here: Whether it was never seen in this environment before.
        is_back: Whether it was resolved.
        is_judged: Whether a monitor says so, rather than an event or somebody.
    """

    issue: Row
    event: Row | None
    is_new: bool = False
    is_new_here: bool = False
    is_back: bool = False
    is_judged: bool = False


def receive(account: Account, project: Row, event: Row) -> Seen:
    """Put an event into its issue, which may be new."""
    issue = next((one for one in of_project(account, project) if _shares(one, event)), None)
    is_new = issue is None
    if issue is None:
        issue = new(account, project, event["title"], event["received"])
        level = event["level"]
        issue.update(level=level, _group=event["group"], priority=_BY_LEVEL.get(level, LOW))
    is_back = issue["status"] == "resolved"
    is_new_here = event["environment"] not in issue["_environments"]
    issue["_environments"].setdefault(event["environment"], event["received"])
    _seen(account, issue, event)
    return Seen(issue, event, is_new=is_new, is_new_here=is_new_here, is_back=is_back)


def _shares(issue: Row, event: Row) -> bool:
    return bool(issue.get("_group") == event["group"])


def _seen(account: Account, issue: Row, event: Row) -> None:
    account.table("event")[account.next_id("event")] = {**event, "_issue": issue["id"]}
    users = {user_of(one) for one in events_in(account, issue)} - {""}
    issue.update(
        status="unresolved",
        count=str(int(issue["count"]) + 1),
        userCount=len(users),
        lastSeen=clock.written(event["received"]),
        _last=event["received"],
        _highest=max(issue["_highest"], issue["priority"]),
    )


def new(account: Account, project: Row, title: str, moment: float) -> Row:
    """Make an issue without events."""
    identifier = account.next_id("issue")
    number = sum(1 for _ in of_project(account, project)) + 1
    short = f"{project['slug'].upper()}-{number}"
    issue: Row = {
        "id": identifier,
        "shortId": short,
        "title": title,
        "permalink": f"https://{account.slug}.sentry.invalid/issues/{identifier}/",
        "project": {"id": project["id"], "slug": project["slug"], "name": project["name"]},
        "level": "error",
        "status": "unresolved",
        "issueCategory": "error",
        "issueType": "error",
        "priority": HIGH,
        "count": "0",
        "userCount": 0,
        "firstSeen": clock.written(moment),
        "lastSeen": clock.written(moment),
        "_first": moment,
        "_last": moment,
        "_environments": {},
        "_highest": 0,
    }
    account.table("issue")[identifier] = issue
    return issue


def of_project(account: Account, project: Row) -> list[Row]:
    """Return a project's issues."""
    return [one for one in account.rows("issue") if one["project"]["slug"] == project["slug"]]


def events_in(
    account: Account, issue: Row, *, start: float = 0, end: float = float("inf")
) -> list[Row]:
    """Return an issue's events after one moment and up to another."""
    return [
        one
        for one in account.rows("event")
        if one["_issue"] == issue["id"] and start < one["received"] <= end
    ]


def view(issue: Row) -> Row:
    """Return an issue as Sentry answers it."""
    shown = {key: value for key, value in issue.items() if not key.startswith("_")}
    priority: Any = shown.get("priority")
    return {**shown, "priority": PRIORITIES.get(priority, priority)}


class Change(Body):
    """What may be set of an issue."""

    status: Literal["resolved", "unresolved", "ignored"] | None = None
    assigned_to: str | None = None
    priority: Literal["high", "medium", "low"] | None = None
    status_details: dict[str, Any] = Field(default_factory=dict)
