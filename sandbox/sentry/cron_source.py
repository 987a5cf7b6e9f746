"""The cron monitor behind a check-in detector: one object, answered by both kinds of routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.sentry.account import Account, Row, now, slugify

if TYPE_CHECKING:
    from sandbox.sentry.cron_bodies import CronSource

CRON = "monitor_check_in_failure"


def cron_query(account: Account, before: Row | None, source: CronSource) -> Row:
    """Return the monitor as it is after a request; a new one gets its id and slug."""
    made = before or {"id": account.token("monitor", account.next_id("monitor"))}
    return {
        "id": made["id"],
        "name": source.name,
        "slug": source.slug or made.get("slug") or _free_slug(account, source.name),
        "status": source.status,
        "isMuted": made.get("isMuted", False),
        "isUpserting": False,
        "config": {**source.config.model_dump(), "alert_rule_id": None},
        "dateCreated": made.get("dateCreated") or now(),
        "environments": [],
    }


def monitors(account: Account) -> list[tuple[Row, Row]]:
    """Return each cron monitor with its detector."""
    return [
        (row["dataSources"][0]["queryObj"], row)
        for row in account.rows("detector")
        if row["type"] == CRON
    ]


def _free_slug(account: Account, name: str) -> str:
    taken = {monitor["slug"] for monitor, _ in monitors(account)}
    slug = base = slugify(name)[:50]
    number = 1
    while slug in taken:
        number += 1
        slug = f"{base[:46]}-{number}"
    return slug
