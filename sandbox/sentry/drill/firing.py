"""Actions that are taken: all are noted, and PagerDuty's reach the PagerDuty on loopback.

Events are those of src/sentry/integrations/pagerduty (client.py for issues, utils.py for metrics)
of getsentry/sentry: an issue's key is its short id, a monitor's names the time it was open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import httpx

from sandbox.loopback import require_loopback
from sandbox.sentry.delivery import Delivery
from sandbox.sentry.drill import clock
from sandbox.sentry.drill.issues import HIGH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sandbox.sentry.account import Account, Row
    from sandbox.sentry.drill.alerting import Due

_KEPT: Final = 1000
_TIMEOUT: Final = 10.0
_LONGEST: Final = 1024
_SEVERITIES: Final = {
    "sample": "info",
    "debug": "info",
    "info": "info",
    "warning": "warning",
    "error": "error",
    "fatal": "critical",
}


def note(account: Account, taken: Iterable[Due], now: float) -> list[Delivery]:
    """Note actions; return those that somebody else has to hear of."""
    return [one for each in taken if (one := _noted(account, each, now)) is not None]


def _noted(account: Account, due: Due, now: float) -> Delivery | None:
    action, issue = due.action, due.seen.issue
    config, over = action["config"], issue["status"] == "resolved"
    entry: Row = {
        "at": clock.written(now),
        "alert": due.workflow["name"],
        "action": action["type"],
        "target": config.get("targetDisplay") or config.get("targetIdentifier") or "",
        "issue": issue["shortId"],
        "title": issue["title"],
        "state": "resolved" if over else "open",
        "delivered": "noted only",
    }
    table = account.table("fired")
    table[account.next_id("fired")] = entry
    for old in list(table)[:-_KEPT]:
        del table[old]
    key = _routing_key(account, action)
    return None if key is None else Delivery(entry, _event(due, key))


def _routing_key(account: Account, action: Row) -> str | None:
    """Return the integration key of a PagerDuty action's row, None for any other action."""
    if action["type"] != "pagerduty":
        return None
    integration = account.table("integration").get(action["integrationId"]) or {}
    rows = integration.get("configData", {}).get("service_table", [])
    wanted = action["config"]["targetIdentifier"]
    found = (row["integration_key"] for row in rows if str(row["id"]) == wanted)
    return next(found, None)


def _event(due: Due, key: str) -> Row:
    issue = due.seen.issue
    over = issue["status"] == "resolved"
    return {
        "routing_key": key,
        "event_action": "resolve" if over else "trigger",
        "dedup_key": issue.get("_open") or issue["shortId"],
        "payload": {
            "summary": _summary(due)[:_LONGEST],
            "severity": "info" if over else _severity(due),
            "source": _source(due),
            "component": issue["project"]["slug"],
            "custom_details": _details(due),
        },
        "client": "sentry",
        "client_url": issue["permalink"],
        "links": [{"href": issue["permalink"], "text": "View Sentry Issue Details"}],
    }


def _summary(due: Due) -> str:
    event = due.seen.event or {}
    return str(event.get("message") or due.seen.issue["title"])


def _severity(due: Due) -> str:
    wanted = str(due.action["data"].get("priority") or "default")
    if wanted != "default":
        return wanted
    if due.seen.issue.get("_detector"):
        return "critical" if due.seen.issue["priority"] == HIGH else "warning"
    return _SEVERITIES[(due.seen.event or due.seen.issue)["level"]]


def _source(due: Due) -> str:
    issue = due.seen.issue
    event = due.seen.event or {}
    return str(issue.get("_open") or event.get("transaction") or "<unknown>")


def _details(due: Due) -> Row:
    event = due.seen.event or {}
    details: dict[str, Any] = {"title": due.seen.issue["title"], "tags": event.get("tags", {})}
    return {**details, "message": event.get("message", "")}


def deliver(deliveries: Sequence[Delivery], url: str) -> None:
    """Send events to the PagerDuty on loopback at `url`, and note what came back.

    Raises:
        SandboxError: The address is not on loopback.
    """
    address = f"{require_loopback(url, 'PagerDuty')}/v2/enqueue"
    with httpx.Client(trust_env=False, timeout=_TIMEOUT) as client:
        for delivery in deliveries:
            try:
                delivery.note["delivered"] = str(
                    client.post(address, json=delivery.event).status_code
                )
            except httpx.HTTPError as error:
                delivery.note["delivered"] = f"failed: {type(error).__name__}"
