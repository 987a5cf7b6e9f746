"""Escalation policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi_pagerduty as pagerduty
from pulumi_pagerduty import EscalationPolicyRuleEscalationRuleAssignmentStrategyArgs as Strategy

from components.identity import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pulumi

    from components.pagerduty.people import People
    from setpoint.catalog.model import Escalation, Target


def declare_escalation_policy(
    escalation: Escalation,
    schedules: Mapping[str, pagerduty.Schedule],
    people: People,
    parent: pulumi.Resource,
) -> pagerduty.EscalationPolicy:
    """Declare the policy.

    A schedule in use by it can't be deleted, and nobody named in it can leave its team; it
    depends on both, so it lets go of them first.
    """
    team = escalation.team
    rules = [
        pagerduty.EscalationPolicyRuleArgs(
            escalation_delay_in_minutes=rule.escalation_delay_in_minutes,
            targets=[_target(target, schedules, people) for target in rule.targets],
            escalation_rule_assignment_strategy=Strategy(type=rule.strategy),
        )
        for rule in escalation.rules
    ]
    return pagerduty.EscalationPolicy(
        escalation.id,
        name=escalation.name,
        description=escalation.description,
        num_loops=escalation.num_loops,
        teams=people.team_ids[team] if team else None,
        rules=rules,
        opts=named(parent, people.memberships[team] if team else ()),
    )


def _target(
    target: Target, schedules: Mapping[str, pagerduty.Schedule], people: People
) -> pagerduty.EscalationPolicyRuleTargetArgs:
    if target.kind == "schedule":
        return pagerduty.EscalationPolicyRuleTargetArgs(
            type="schedule_reference", id=schedules[target.id].id
        )
    return pagerduty.EscalationPolicyRuleTargetArgs(
        type="user_reference", id=people.user_ids[target.id]
    )
