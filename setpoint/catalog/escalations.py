"""Escalations: from moments after an incident's start to PagerDuty's delays between levels."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from setpoint.catalog.model import Escalation, EscalationRule, Target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from setpoint.catalog.context import Context
    from setpoint.config import model as config
    from setpoint.config.model.oncall import Target as ConfigTarget

# PagerDuty's own default for a policy's only level.
LONE_LEVEL_MINUTES = 30
_MINUTE = 60


def build_escalations(context: Context) -> Mapping[str, Escalation]:
    """Return every escalation under its name in PagerDuty."""
    escalations = context.config.escalations.items()
    return {key: _escalation(key, escalation, context) for key, escalation in escalations}


def _escalation(key: str, escalation: config.Escalation, context: Context) -> Escalation:
    return Escalation(
        id=key,
        name=context.naming.pagerduty(escalation.name or key),
        description=escalation.description or f"Escalation {escalation.name or key}",
        team=escalation.team,
        rules=_rules(escalation.rules),
        num_loops=escalation.repeat,
    )


def _rules(rules: Sequence[config.EscalationRule]) -> tuple[EscalationRule, ...]:
    after = [rule.after // _MINUTE for rule in rules]
    wait = rules[-1].wait
    gaps = delays(after, wait // _MINUTE if wait else None)
    return tuple(
        EscalationRule(
            after_minutes=minutes,
            escalation_delay_in_minutes=delay,
            targets=tuple(_target(target) for target in rule.notify),
        )
        for rule, minutes, delay in zip(rules, after, gaps, strict=True)
    )


def _target(target: ConfigTarget) -> Target:
    if target.schedule is not None:
        return Target(kind="schedule", id=target.schedule)
    return Target(kind="person", id=target.person or "")


def delays(after: Sequence[int], wait: int | None = None) -> tuple[int, ...]:
    """Return each level's delay until the next, in minutes.

    Args:
        after: Minutes from the incident's start to each level; increasing, the first 0.
        wait: Minutes after the last level until the policy repeats or ends; without it the
            gap before the last level stands.
    """
    gaps = [later - earlier for earlier, later in pairwise(after)]
    last = wait or (gaps[-1] if gaps else LONE_LEVEL_MINUTES)
    return (*gaps, last)
