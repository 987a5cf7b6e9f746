"""PagerDuty's rules of schedules and escalations."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from setpoint.config.model.types.clock import WEEKDAYS
from setpoint.config.units import write_duration
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.config.model import (
        Config,
        Escalation,
        EscalationRule,
        Layer,
        Override,
        Restriction,
    )
    from setpoint.config.model.types.clock import Weekday
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_DAY = 86_400
_WEEK = 7 * _DAY
_TARGETS = 10
_STAKEHOLDERS = frozenset(("read_only_limited_user", "read_only_user"))


def check(draft: Draft) -> Iterator[Mistake]:
    """Layers whose times don't fit, levels out of order, escalations that end with nobody."""
    for name, schedule in draft.config.schedules.items():
        for n, layer in enumerate(schedule.layers):
            yield from _layer(layer, ("schedules", name, "layers", n))
        yield from _overrides(schedule.overrides, ("schedules", name, "overrides"))
    for name, escalation in draft.config.escalations.items():
        yield from _levels(escalation, ("escalations", name))
        yield from _end(escalation, draft.config, ("escalations", name))
        yield from _crowds(escalation, draft.config, ("escalations", name))
        yield from _turns(escalation, ("escalations", name))
    yield from _stakeholders(draft.config)


def _stakeholders(config: Config) -> Iterator[Mistake]:
    """PagerDuty puts nobody on call who may only read.

    Source: https://support.pagerduty.com/main/docs/user-roles (all but stakeholders "can be added
    to schedules and escalation policies"), and the API's refusal of them in a schedule
    (PagerDuty/terraform-provider-pagerduty#759).
    """
    if config.pagerduty is not None and config.pagerduty.users == "lookup":
        return  # the role is not sent
    for name, person in config.people.items():
        place = next(_places(name, config), None) if person.role in _STAKEHOLDERS else None
        if place is not None:
            message = (
                f"{person.role} only reads in PagerDuty, which puts no such user on call, and"
                f" {place} names {name}; write limited_user, or take {name} out there"
            )
            yield Mistake(("people", name, "role"), message, person.role)


def _places(person: str, config: Config) -> Iterator[str]:
    """Yield the schedules and escalations that somebody is in, by name or in a group."""
    groups = {name for name, group in config.groups.items() if person in group.people}
    for name, schedule in config.schedules.items():
        if person in schedule.people:
            yield f"schedules.{name}"
    for name, escalation in config.escalations.items():
        targets = [target for rule in escalation.rules for target in rule.notify]
        if any(target.person == person or target.group in groups for target in targets):
            yield f"escalations.{name}"


def _layer(layer: Layer, path: Path) -> Iterator[Mistake]:
    """A rotation and its hours."""
    weekly = layer.rotation % _WEEK == 0
    if weekly and layer.handoff.day is None:
        yield Mistake(
            (*path, "handoff"), "turns of weeks change on a day; write one such as monday 09:00"
        )
    if not weekly and layer.handoff.day is not None:
        turn = write_duration(layer.rotation)
        yield Mistake(
            (*path, "handoff"),
            f"turns of {turn} don't change on one day of the week; write the time alone",
        )
    if layer.end is not None and layer.end <= layer.start:
        yield Mistake((*path, "end"), f"{layer.end} is not after the start {layer.start}")
    for r, restriction in enumerate(layer.restrictions):
        yield from _restriction(restriction, (*path, "restrictions", r))


def _restriction(restriction: Restriction, path: Path) -> Iterator[Mistake]:
    """Hours that begin again before they end (PagerDuty: "use a shorter duration")."""
    weekly = restriction.start.day is not None
    if weekly and restriction.weekdays is not None:
        message = "says a day already; write the time alone, or leave weekdays out"
        yield Mistake((*path, "start"), message)
    longest = _DAY * _days_between(restriction.weekdays) if restriction.weekdays else _DAY
    longest = _WEEK if weekly else longest
    several = restriction.weekdays is not None and longest < _WEEK  # may follow each other
    if restriction.duration > longest or (restriction.duration == longest and not several):
        given, most = write_duration(restriction.duration), write_duration(longest)
        message = f"{given} is not shorter than {most}, after which it begins again"
        yield Mistake((*path, "duration"), message)


def _days_between(days: Sequence[Weekday]) -> int:
    """The fewest days from one to the next, over the end of the week too."""
    numbers = [WEEKDAYS.index(day) for day in days]
    return min(later - earlier for earlier, later in pairwise([*numbers, numbers[0] + 7]))


def _overrides(overrides: Sequence[Override], path: Path) -> Iterator[Mistake]:
    """Overrides that end before they begin, or at once: PagerDuty lets the last one made win."""
    for n, override in enumerate(overrides):
        if override.end <= override.start:
            message = f"{override.end:%Y-%m-%d %H:%M} is not after the start"
            yield Mistake((*path, n, "end"), message)
        for earlier in overrides[:n]:
            if override.start < earlier.end and earlier.start < override.end:
                other = f"{earlier.person}'s from {earlier.start:%Y-%m-%d %H:%M}"
                message = f"begins before another override ends, {other}; they must not overlap"
                yield Mistake((*path, n, "start"), message)


def _levels(escalation: Escalation, path: Path) -> Iterator[Mistake]:
    """Times from the start of the incident, in order."""
    before: EscalationRule | None = None
    last = len(escalation.rules) - 1
    for r, rule in enumerate(escalation.rules):
        where = (*path, "rules", r)
        given = write_duration(rule.after)
        if before is None and rule.after != 0:
            yield Mistake(
                (*where, "after"), f"{given} is not 0m; the first rule starts with the incident"
            )
        if before is not None and rule.after <= before.after:
            earlier = write_duration(before.after)
            message = f"{given} is not after the rule before ({earlier}); it counts from the start"
            yield Mistake((*where, "after"), f"{message} of the incident")
        if rule.wait is not None and r != last:
            yield Mistake((*where, "wait"), "only the last rule waits; the others have `after`")
        if rule.wait is not None and rule.wait == 0:
            yield Mistake((*where, "wait"), "0m is shorter than 1m, PagerDuty's least")
        before = rule


def _end(escalation: Escalation, config: Config, path: Path) -> Iterator[Mistake]:
    """The last rule must reach somebody for good."""
    rule = escalation.rules[-1]
    if any(target.person is not None or target.group is not None for target in rule.notify):
        return
    schedules = [config.schedules.get(t.schedule) for t in rule.notify if t.schedule is not None]
    if not schedules or any(s is None for s in schedules):
        return  # said already: a choice or a reference is wrong
    if all(layer.end is not None for s in schedules if s is not None for layer in s.layers):
        message = "ends nowhere: every layer of its last rule's schedules has an end; add a person"
        yield Mistake((*path, "rules", len(escalation.rules) - 1), message, on_key=True)


def _crowds(escalation: Escalation, config: Config, path: Path) -> Iterator[Mistake]:
    """PagerDuty takes ten targets a level, and knows no groups."""
    for r, rule in enumerate(escalation.rules):
        groups = [config.groups[t.group] for t in rule.notify if t.group in config.groups]
        found = {("person", person) for group in groups for person in group.people}
        found |= {("schedule", t.schedule) for t in rule.notify if t.schedule is not None}
        found |= {("person", t.person) for t in rule.notify if t.person is not None}
        if groups and len(found) > _TARGETS:
            message = (
                f"tells {len(found)} once the groups' people are counted; PagerDuty takes"
                f" {_TARGETS} targets a level, so move some to another level"
            )
            yield Mistake((*path, "rules", r, "notify"), message, on_key=True)


def _turns(escalation: Escalation, path: Path) -> Iterator[Mistake]:
    """By PagerDuty's round robin either people take turns or schedules."""
    for r, rule in enumerate(escalation.rules):
        kinds = {target.schedule is None for target in rule.notify}
        if rule.strategy == "round_robin" and len(kinds) > 1:
            message = "by round robin either people take turns or schedules, not both of them"
            yield Mistake((*path, "rules", r, "notify"), message, on_key=True)
