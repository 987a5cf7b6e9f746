"""What follows from an edit of an escalation, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.escalations import targets_text
from setpoint.config.units import write_duration
from setpoint.review.effect import PAGING_STAYS
from setpoint.review.names import are, listed, name_of
from setpoint.review.parts.part import stated, unpaged
from setpoint.review.parts.tellings import tellings
from setpoint.review.reach import levels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from setpoint.catalog.model import EscalationRule, Route, Target
    from setpoint.config.path import Path
    from setpoint.review.parts.part import Facts, Sentence
    from setpoint.review.side import Side


def words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield who is told now, no longer, or at another time, then how it goes on."""
    (before_side, before), (side, after) = old, new
    yield from unpaged("name", "description", "team")
    yield from _levels((before_side, before["rules"]), (side, after["rules"]))
    yield from _low((before_side, before), (side, after))
    yield from _end(before, after)


def instead(old: tuple[Side, Route], new: tuple[Side, Route]) -> str:
    """Return what another escalation of a page does, as far as the page gets."""
    (before_side, before), (side, after) = old, new
    was, now = levels(before, before_side.catalog), levels(after, side.catalog)
    found = list(_levels((before_side, was), (side, now)))
    if before.page == after.page == "high":
        found += _end(*map(_facts, (before, after), (before_side, side)))
    return "; ".join(dict.fromkeys(text for _, text in found)) or "nobody is told otherwise"


def _low(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield whom incidents of low urgency tell otherwise, which stay at the first level.

    Somebody who moved to or from a later level is told of them newly, or no longer.
    """
    (before_side, before), (side, after) = old, new
    if not _pages_low(after["id"], before_side) or not _pages_low(after["id"], side):
        return
    was, now = (each["rules"][0].targets for each in (before, after))
    moved = [
        (verb, [each for each in some if each not in others and each in later])
        for verb, some, others, later in (
            ("now", now, was, _targets(before)),
            ("no longer", was, now, _targets(after)),
        )
    ]
    told = [f"{verb} tell {_names(found, side, before_side)}" for verb, found in moved if found]
    if told:
        text = f"incidents of low urgency stay at the first level: they {' and '.join(told)}"
        yield ("rules", 0), text


def _pages_low(escalation: str, side: Side) -> bool:
    """Whether an alert pages an escalation with low urgency alone, at some hours at least."""
    alerts = (alert for alert in side.catalog.alerts.values() if alert.enabled)
    routes = [alert.route for alert in alerts if alert.route.escalation == escalation]
    by_hours = (each.page_hours for each in routes if each.page_hours)
    urgencies = {each.page for each in routes}
    urgencies.update(*((each.support_hours, each.otherwise) for each in by_hours))
    return "low" in urgencies


def _targets(facts: Facts) -> set[Target]:
    return {target for rule in facts["rules"] for target in rule.targets}


def _facts(route: Route, side: Side) -> Facts:
    return stated(side.catalog.escalations[route.escalation or ""])


def _levels(
    old: tuple[Side, Sequence[EscalationRule]], new: tuple[Side, Sequence[EscalationRule]]
) -> Iterator[Sentence]:
    (before_side, was), (side, now) = old, new
    found = [
        (telling.levels, f"{_names(targets, side, before_side)} {are(targets)} {telling.text}")
        for telling, targets in tellings(was, now, _on_call(side))
    ]
    yield from _at_levels(found)
    before = was if len(was) == len(now) else [_come_from(rule, was) for rule in now]
    for number, (one, other) in enumerate(zip(before, now, strict=True)):
        yield from _within(number, one, other, side)


def _come_from(rule: EscalationRule, was: Sequence[EscalationRule]) -> EscalationRule | None:
    """Return the level of before that tells the most of those whom a level tells now."""
    shared = {number: len(set(rule.targets) & set(each.targets)) for number, each in enumerate(was)}
    found = max(shared, key=lambda number: shared[number], default=None)
    return was[found] if found is not None and shared[found] else None


def _on_call(side: Side) -> Mapping[str, Collection[str]]:
    """Return who is on call at some time, by schedule."""
    return {schedule.id: schedule.people for schedule in side.catalog.schedules.values()}


def _at_levels(found: Sequence[tuple[tuple[int, ...], str]]) -> Iterator[Sentence]:
    """Yield each sentence at one level; again at those that would have none of their own."""
    told = {numbers[0] for numbers, _ in found if numbers}
    for numbers, text in found:
        yield ("rules", *numbers[:1]), text
        yield from ((("rules", number), text) for number in numbers[1:] if number not in told)


def _within(
    number: int, one: EscalationRule | None, other: EscalationRule, side: Side
) -> Iterator[Sentence]:
    """Yield what differs within a level whose people may be the same; of a new one, turns."""
    if one is None:
        if other.strategy == "round_robin":
            yield ("rules", number, "strategy"), _shared(other, side)
    elif one.strategy != other.strategy:
        yield ("rules", number, "strategy"), _shared(other, side)
    elif one.targets != other.targets and set(one.targets) == set(other.targets):
        in_turn = other.strategy == "round_robin"
        yield ("rules", number, "notify"), _shared(other, side) if in_turn else PAGING_STAYS


def _shared(rule: EscalationRule, side: Side) -> str:
    names = [_name(target, side) for target in rule.targets]
    if rule.strategy == "round_robin":
        return f"each incident goes to {targets_text(rule, names)}"
    return f"each incident goes to {targets_text(rule, names)} at the same time"


def _end(before: Facts, after: Facts) -> Iterator[Sentence]:
    was, now = before["num_loops"], after["num_loops"]
    if was != now:
        yield ("repeat",), _repeated(was, now)
    last, lasts = (each["rules"][-1].escalation_delay_in_minutes for each in (before, after))
    if last != lasts:
        instead = " instead of ".join(write_duration(each * 60) for each in (lasts, last))
        told = (
            f"all of it begins again {instead} after the last level"
            if now
            else f"the last level has {instead} until nobody is left"
        )
        yield from ((("rules", *below), told) for below in _last_waits(len(after["rules"])))


def _last_waits(count: int) -> Iterator[Path]:
    """Yield by what the last level's wait is another: without its own it is the gap before it."""
    yield count - 1, "wait"
    yield from ((number, "after") for number in range(max(count - 2, 0), count))


def _repeated(was: int, now: int) -> str:
    if not now:
        return f"nobody is told again after the last level; all of it was repeated {_over(was)}"
    instead = f" instead of {_over(was)}" if was else ""
    return f"all of it is repeated {_over(now)}{instead}"


def _over(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _names(targets: Sequence[Target], *sides: Side) -> str:
    return listed([_name(target, *sides) for target in targets])


def _name(target: Target, *sides: Side) -> str:
    return target.id if target.kind == "schedule" else name_of(target.id, *sides)
