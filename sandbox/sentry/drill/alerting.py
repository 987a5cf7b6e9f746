"""From an issue to what is done about it: which alerts look at it, and which actions are due.

Meaning: src/sentry/workflow_engine/processors of getsentry/sentry (workflow.py, action.py). An
alert without triggers looks at every event and every change of a status; one with an environment
at none but that environment's events (`get_environment_by_event`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sandbox.sentry.drill.conditions import Look, hold
from sandbox.sentry.drill.issues import HIGH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sandbox.sentry.account import Account, Row
    from sandbox.sentry.drill.issues import Seen

_MINUTE: Final = 60


class Due(NamedTuple):
    """An action that an alert takes now."""

    workflow: Row
    action: Row
    seen: Seen


def due(account: Account, seen: Seen, now: float) -> list[Due]:
    """Return the actions due for an issue, and note that they were taken."""
    return [
        Due(workflow, action, seen)
        for workflow in account.rows("workflow")
        if workflow["enabled"] and _feeds(account, seen.issue, workflow)
        for action in _actions(account, workflow, seen, now)
        if _is_time(account, workflow, action, seen.issue, now)
    ]


def _feeds(account: Account, issue: Row, workflow: Row) -> bool:
    """Whether one of the alert's monitors passes the issue on: its own, or a project's stream."""
    detectors = account.table("detector")
    for identifier in workflow["detectorIds"]:
        detector = detectors[identifier]
        if issue.get("_detector") == identifier:
            return bool(detector["enabled"])
        passes = {"issue_stream"} | ({"error"} if issue["issueCategory"] == "error" else set())
        if detector["type"] in passes and detector["projectId"] == issue["project"]["id"]:
            return True
    return False


def _actions(account: Account, workflow: Row, seen: Seen, now: float) -> Iterator[Row]:
    environment = str(workflow["environment"] or "")
    if environment and (seen.event is None or seen.event["environment"] != environment):
        return  # a change of a status and a metric monitor's issue are of no environment
    if not _looks(workflow, seen, environment):
        return
    look = Look(account, seen, environment, now)
    for group in workflow["actionFilters"]:
        if hold(group["conditions"], group["logicType"], look):
            yield from (one for one in group["actions"] if one["status"] == "active")


def _looks(workflow: Row, seen: Seen, environment: str) -> bool:
    triggers = (workflow["triggers"] or {}).get("conditions") or []
    return not triggers or any(_TRIGGERS[one["type"]](seen, environment) for one in triggers)


def _is_new(seen: Seen, environment: str) -> bool:
    return seen.event is not None and (seen.is_new_here if environment else seen.is_new)


_TRIGGERS: Final[dict[str, Callable[[Seen, str], bool]]] = {
    "first_seen_event": _is_new,
    "regression_event": lambda seen, _: seen.event is not None and seen.is_back,
    "issue_resolved_trigger": lambda seen, _: (
        seen.event is None and seen.issue["status"] == "resolved"
    ),
    "new_high_priority_issue": lambda seen, environment: (
        _is_new(seen, environment) and seen.issue["priority"] == HIGH
    ),
    # Nothing is archived here, and nothing escalates or is analysed.
    "reappeared_event": lambda _seen, _environment: False,
    "existing_high_priority_issue": lambda _seen, _environment: False,
    "seer_activity_trigger": lambda _seen, _environment: False,
}


def _is_time(account: Account, workflow: Row, action: Row, issue: Row, now: float) -> bool:
    """Whether the alert may take the action again for the issue, by its frequency."""
    taken = account.table("taken")
    key = f"{workflow['id']}/{action['id']}/{issue['id']}"
    last, pause = taken.get(key), workflow["config"].get("frequency", 0) * _MINUTE
    if last is not None and now - last["at"] <= pause:
        return False
    taken[key] = {"at": now}
    return True
