"""Whom an open incident has reached: its escalation policy, walked through up to the present."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
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
    return [
        Step(level, moment, tuple(dict.fromkeys(_asked(account, item, level, moment))))
        for level, moment in _reached(account, item)
    ]


def _reached(account: Account, item: Json) -> Iterator[tuple[int, datetime]]:
    """Yield the number of each level that was reached, with the moment."""
    policy = account.table("escalation_policies").get(item["policy"])
    if policy is None:
        return
    moment = moments.parse(item["created_at"])
    end = account.now() if item["status"] == "triggered" else moments.parse(item["changed_at"])
    for _ in range(policy["num_loops"] + 1):
        for level, rule in enumerate(policy["escalation_rules"], 1):
            yield level, moment
            moment += timedelta(minutes=rule["escalation_delay_in_minutes"])
            if moment > end or item["urgency"] == "low":
                return


def notified(account: Account, item: Json) -> set[str]:
    """Return the ids of the users whom an incident has reached so far."""
    return {user for step in steps(account, item) for user in step.users}


def _asked(account: Account, item: Json, level: int, moment: datetime) -> Iterator[str]:
    rule = account.table("escalation_policies")[item["policy"]]["escalation_rules"][level - 1]
    targets = rule["targets"]
    if rule["escalation_rule_assignment_strategy"]["type"] == "round_robin":
        targets = [targets[_turn(account, item, level) % len(targets)]]
    for target in targets:
        if target["type"].startswith("user"):
            yield target["id"]
        elif user := on_call(account.get("schedules", target["id"]), moment):
            yield user


def _turn(account: Account, item: Json, level: int) -> int:
    """Return how many incidents before this one have come to the level of their policy."""
    older = takewhile(lambda other: other["id"] != item["id"], account.table("incidents").values())
    alike = (other for other in older if other["policy"] == item["policy"])
    return sum(any(at == level for at, _ in _reached(account, other)) for other in alike)
