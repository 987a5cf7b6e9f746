"""Actions that are taken: all are noted, and PagerDuty's reach the PagerDuty on loopback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import httpx

from sandbox.loopback import require_loopback
from sandbox.sentry.delivery import Delivery
from sandbox.sentry.drill import clock
from sandbox.sentry.drill.pages import event_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sandbox.sentry.account import Account, Row
    from sandbox.sentry.drill.alerting import Due

_KEPT: Final = 1000
_TIMEOUT: Final = 10.0
_UNTOLD: Final = "nothing: Sentry tells PagerDuty of no end but a metric monitor's"


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
    if key is None:
        return None
    event = event_of(account, due, key)
    if event is None:
        entry["delivered"] = _UNTOLD
        return None
    return Delivery(entry, event)


def _routing_key(account: Account, action: Row) -> str | None:
    """Return the integration key of a PagerDuty action's row, None for any other action."""
    if action["type"] != "pagerduty":
        return None
    integration = account.table("integration").get(action["integrationId"]) or {}
    rows = integration.get("configData", {}).get("service_table", [])
    wanted = action["config"]["targetIdentifier"]
    found = (row["integration_key"] for row in rows if str(row["id"]) == wanted)
    return next(found, None)


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
