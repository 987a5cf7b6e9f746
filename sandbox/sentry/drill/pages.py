"""Events for PagerDuty, as Sentry sends them.

- Of an issue: `build_pagerduty_event_payload` in src/sentry/integrations/pagerduty/client.py, with
  `ExternalEventSerializer` (src/sentry/api/serializers/models/event.py) as its details. It names
  the issue, by whose short id events are told apart, and not the alert that sends it.
- Of a metric monitor: `build_incident_attachment` in src/sentry/integrations/pagerduty/utils.py.
  It names the monitor, and the time that it was open tells events apart.
- Of a resolved issue: the second form where a metric monitor resolved it, else nothing at all
  (`execute_via_group_type_registry` in src/sentry/notifications/notification_action/utils.py,
  `UnsupportedActivityHandler` in its activity_registry/unsupported.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sandbox.sentry.drill import clock
from sandbox.sentry.drill.events import user_of
from sandbox.sentry.drill.issues import HIGH

if TYPE_CHECKING:
    from sandbox.sentry.account import Account, Row
    from sandbox.sentry.drill.alerting import Due

_LONGEST: Final = 1024
_MINUTE: Final = 60
_SEVERITIES: Final = {
    "sample": "info",
    "debug": "info",
    "info": "info",
    "warning": "warning",
    "error": "error",
    "fatal": "critical",
}


def event_of(account: Account, due: Due, key: str) -> Row | None:
    """Return the event that an action sends; None where Sentry sends PagerDuty nothing.

    Args:
        account: The organization.
        due: The action, and the issue that it is about.
        key: The integration key.
    """
    seen = due.seen
    if seen.event is None:
        return _of_monitor(account, due, key) if seen.is_judged else None
    own = seen.issue.get("_detector") in due.workflow["detectorIds"]
    return _of_monitor(account, due, key) if own else _of_issue(due, key)


def _of_monitor(account: Account, due: Due, key: str) -> Row:
    issue = due.seen.issue
    over = issue["status"] == "resolved"
    monitor = account.table("detector")[issue["_detector"]]
    name, query = monitor["name"], monitor["dataSources"][0]["queryObj"]["snubaQuery"]
    counted = f"{query['aggregate']} in the last {query['timeWindow'] // _MINUTE} minutes"
    grave = "critical" if issue["priority"] == HIGH else "warning"
    state = "Resolved" if over else grave.capitalize()
    return {
        "routing_key": key,
        "event_action": "resolve" if over else "trigger",
        "dedup_key": issue["_open"],
        "payload": {
            "summary": name,
            "severity": "info" if over else _wanted(due) or grave,
            "source": issue["_open"].rpartition("_")[2],
            "custom_details": {"details": counted},
        },
        "links": [{"href": issue["permalink"], "text": f"{state}: {name}"}],
    }


def _of_issue(due: Due, key: str) -> Row:
    issue, event = due.seen.issue, due.seen.event or {}
    details = _details(issue, event)
    return {
        "routing_key": key,
        "event_action": "trigger",
        "payload": {
            "summary": details["message"][:_LONGEST] or details["title"],
            "severity": _wanted(due) or _SEVERITIES[event["level"]],
            "source": event.get("transaction") or "<unknown>",
            "custom_details": details,
            "component": issue["project"]["slug"],
        },
        "client": "sentry",
        "client_url": issue["permalink"],
        "dedup_key": issue["shortId"],
        "links": [{"href": issue["permalink"], "text": "View Sentry Issue Details"}],
    }


def _wanted(due: Due) -> str | None:
    """Return the severity that the action asks for, None where it leaves it to Sentry."""
    wanted = str(due.action["data"].get("priority") or "default")
    return None if wanted == "default" else wanted


def _details(issue: Row, event: Row) -> Row:
    return {
        "groupID": issue["id"],
        "eventID": event.get("id", ""),
        "project": issue["project"]["id"],
        "message": event.get("message") or event["title"],
        "title": event["title"],
        "location": None,
        "culprit": event.get("transaction", ""),
        "user": event["user"] if user_of(event) else None,
        "tags": [{"key": key, "value": value} for key, value in event["tags"].items()],
        "platform": event["platform"],
        "datetime": clock.written(issue["_last"]),
    }
