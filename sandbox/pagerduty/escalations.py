"""Escalation policies: who is asked, in which order, how long each has to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pagerduty.collection import Collection
from sandbox.pagerduty.errors import ApiError
from sandbox.pagerduty.fields import Choice, Each, Reference, Shape, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.pagerduty.account import Account, Json

_EVERYONE = {"type": "assign_to_everyone"}


def _complete(account: Account, policy: Json) -> Json:
    rules = [
        {
            "escalation_rule_assignment_strategy": _EVERYONE,
            **rule,
            "id": rule.get("id") or account.new_id(),
        }
        for rule in policy["escalation_rules"]
    ]
    return {**policy, "escalation_rules": rules, "teams": policy.get("teams") or []}


def _shown(account: Account, policy: Json) -> Json:
    users = account.table("services").values()
    services = [
        account.reference("service", item["id"])
        for item in users
        if item["escalation_policy"]["id"] == policy["id"]
    ]
    return {**policy, "services": services}


def _unused(account: Account, policy: Json) -> None:
    if any(account.referrers("services", policy["id"])):
        raise ApiError(
            400,
            "Cannot delete escalation policy since it is in use",
            2001,
            ["The escalation policy can't be deleted if it is being used by services"],
        )


def _single_strategy(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    del account, old
    for rule in new["escalation_rules"]:
        strategy = (rule.get("escalation_rule_assignment_strategy") or _EVERYONE)["type"]
        kinds = {str(target.get("type", "user")) for target in rule["targets"]}
        if strategy == "round_robin" and len(kinds) > 1:
            yield "Escalation rules with round robin may not mix users and schedules"


POLICIES = Collection(
    path="/escalation_policies",
    singular="escalation_policy",
    plural="escalation_policies",
    table="escalation_policies",
    kind="escalation_policy",
    fields={
        "name": Text(required=True, limit=255),
        "description": Text(),
        "num_loops": Whole(high=9),
        "on_call_handoff_notifications": Choice(values=("if_has_services", "always")),
        "escalation_rules": Each(
            required=True,
            low=1,
            of=Shape(
                name="Escalation rules",
                fields={
                    "id": Text(),
                    "escalation_delay_in_minutes": Whole(required=True, low=1),
                    "targets": Each(
                        required=True, low=1, high=10, of=Reference(kinds=("user", "schedule"))
                    ),
                    "escalation_rule_assignment_strategy": Shape(
                        name="Assignment strategy",
                        fields={
                            "type": Choice(
                                values=("assign_to_everyone", "round_robin"), required=True
                            )
                        },
                    ),
                },
            ),
        ),
        "teams": Each(high=1, of=Reference(kinds=("team",))),
    },
    defaults={
        "description": None,
        "num_loops": 0,
        "on_call_handoff_notifications": "if_has_services",
        "privilege": None,
        "teams": [],
    },
    unique="name",
    reasons=_single_strategy,
    build=_complete,
    show=_shown,
    before_delete=_unused,
)
