"""Whom an open incident has reached: its escalation policy, walked through up to the present."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.pagerduty import moments
from sandbox.pagerduty.rotation import on_call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.pagerduty.account import Account, Json


@dataclass(frozen=True)
class Step:
    """An escalation policy reached one of its levels."""

    level: int
    at: datetime
    users: tuple[str, ...]


def steps(account: Account, item: Json) -> list[Step]:
    """Return the levels that the incident's escalation policy has reached so far, oldest first."""
    policy = account.table("escalation_policies").get(item["policy"])
    if policy is None:
        return []
    moment = moments.parse(item["created_at"])
    end = account.now() if item["status"] == "triggered" else moments.parse(item["changed_at"])
    found: list[Step] = []
    for _ in range(policy["num_loops"] + 1):
        for level, rule in enumerate(policy["escalation_rules"], 1):
            found.append(Step(level, moment, tuple(dict.fromkeys(_asked(account, rule, moment)))))
            moment += timedelta(minutes=rule["escalation_delay_in_minutes"])
            if moment > end or item["urgency"] == "low":
                return found
    return found


def notified(account: Account, item: Json) -> set[str]:
    """Return the ids of the users whom an incident has reached so far."""
    return {user for step in steps(account, item) for user in step.users}


def _asked(account: Account, rule: Json, moment: datetime) -> Iterator[str]:
    for target in rule["targets"]:
        if target["type"].startswith("user"):
            yield target["id"]
        elif user := on_call(account.get("schedules", target["id"]), moment):
            yield user
