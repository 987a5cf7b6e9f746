"""Events that come in, time that goes by, issues that somebody resolves: each to its end.

Everything here is called with the store locked, and returns what is to be delivered after that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sandbox.sentry.account import Account
from sandbox.sentry.drill import alerting, clock, counting, events, firing, issues
from sandbox.sentry.drill.issues import Seen
from sandbox.sentry.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sandbox.sentry.account import Row
    from sandbox.sentry.delivery import Delivery

_MONTH: Final = 30 * 86_400
_MOST: Final = 10_000
_MINUTE: Final = 60


def find(document: Row, project: str, key: str) -> tuple[Account, Row]:
    """Return the organization and project that a key of an application belongs to.

    Raises:
        ApiError: 401 or 403, as Sentry's ingest answers.
    """
    for slug in document.get("organizations", {}):
        account = Account(document, slug)
        for one in account.rows("key"):
            if one["public"] == key and one["_project"] == project:
                if not one["isActive"]:
                    raise _unwelcome(403, "event submission rejected with_reason: ProjectId")
                return account, account.row("project", project)
    raise _unwelcome(401 if not key else 403, "missing or unknown client key")


def _unwelcome(status: int, reason: str) -> ApiError:
    return ApiError(status, {"detail": reason, "causes": [reason]})


def take(account: Account, project: Row, sent: Iterable[Row], now: float) -> list[Delivery]:
    """Take in events; each makes or meets an issue, and every monitor is judged anew."""
    found: list[Delivery] = []
    for one in sent:
        seen = issues.receive(account, project, events.kept(one, now))
        found += _fire(account, [seen], now)
    _forget(account, now)
    return found + _fire(account, counting.judge_all(account, now), now)


def pass_time(document: Row, seconds: float) -> Iterator[list[Delivery]]:
    """Move the clock on, minute by minute; yield what is due in each organization."""
    left = seconds
    while left > 0:
        step = min(left, _MINUTE)
        clock.move(document, step)
        left -= step
        yield judge(document)


def judge(document: Row) -> list[Delivery]:
    """Judge every monitor as of now."""
    now = clock.now(document)
    accounts = (Account(document, slug) for slug in document.get("organizations", {}))
    return [
        delivery
        for account in accounts
        for delivery in _fire(account, counting.judge_all(account, now), now)
    ]


def unjudged(document: Row) -> dict[str, str]:
    """Return why monitors can't be judged, by their names."""
    accounts = (Account(document, slug) for slug in document.get("organizations", {}))
    rows = [row for account in accounts for row in account.rows("detector")]
    return {row["name"]: row["_unjudged"] for row in rows if "_unjudged" in row}


def change(account: Account, issue: Row, asked: issues.Change, now: float) -> list[Delivery]:
    """Resolve an issue, or set what else somebody may set of it."""
    if asked.assigned_to is not None:
        issue["assignedTo"] = asked.assigned_to
    if asked.priority is not None:
        names = {name: value for value, name in issues.PRIORITIES.items()}
        issue["priority"] = names[asked.priority]
    was, issue["status"] = issue["status"], asked.status or issue["status"]
    if was == issue["status"] or issue["status"] != "resolved":
        return []
    return _fire(account, [Seen(issue, None)], now)


def _fire(account: Account, seen: Iterable[Seen], now: float) -> list[Delivery]:
    return [
        delivery
        for one in seen
        for delivery in firing.note(account, alerting.due(account, one, now), now)
    ]


def _forget(account: Account, now: float) -> None:
    """Drop events of more than a month ago, and the oldest of too many."""
    table = account.table("event")
    old = [key for key, event in table.items() if event["received"] < now - _MONTH]
    for key in dict.fromkeys((*old, *list(table)[:-_MOST])):
        del table[key]
