"""Escalations: from moments after an incident's start to PagerDuty's delays between levels.

PagerDuty knows no groups of people, so that a group stands for each of its people.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from setpoint.catalog.model import Escalation, EscalationRule, Target
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
        rules=_rules(escalation.rules, context.config.groups),
        num_loops=escalation.repeat,
    )


def _rules(
    rules: Sequence[config.EscalationRule], groups: Mapping[str, config.Group]
) -> tuple[EscalationRule, ...]:
    after = [rule.after // _MINUTE for rule in rules]
    wait = rules[-1].wait
    gaps = delays(after, wait // _MINUTE if wait else None)
    return tuple(
        EscalationRule(
            after_minutes=minutes,
            escalation_delay_in_minutes=delay,
            targets=_targets(rule.notify, groups),
            strategy=rule.strategy,
        )
        for rule, minutes, delay in zip(rules, after, gaps, strict=True)
    )


def _targets(
    given: Sequence[ConfigTarget], groups: Mapping[str, config.Group]
) -> tuple[Target, ...]:
    """Return schedules and people in the config's order, each once."""
    return tuple(dict.fromkeys(found for target in given for found in _target(target, groups)))


def _target(target: ConfigTarget, groups: Mapping[str, config.Group]) -> Iterator[Target]:
    if target.schedule is not None:
        yield Target(kind="schedule", id=target.schedule)
    if target.person is not None:
        yield Target(kind="person", id=target.person)
    if target.group is not None:
        yield from (Target(kind="person", id=person) for person in groups[target.group].people)


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


def instead_text(after: int, before: int) -> str:
    """Return `after 30m instead of 15m`, `at once instead of after 15m`."""
    was = after_text(before)
    return f"{after_text(after)} instead of {was.removeprefix('after ') if after else was}"


def after_text(minutes: int) -> str:
    """Return when a level is told, from the incident's start on: `at once`, `after 15m`."""
    return f"after {write_duration(minutes * _MINUTE)}" if minutes else "at once"


def targets_text(rule: EscalationRule, names: Iterable[str]) -> str:
    """Return the names of a level's targets in words: `Ana and Ben`, `one of Ana, Ben in turn`."""
    if rule.strategy == "round_robin":
        return f"one of {', '.join(names)} in turn"
    return " and ".join(names)
