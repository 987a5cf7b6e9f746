"""What follows from an edit of an escalation, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.escalations import after_text, targets_text
from setpoint.config.units import write_duration
from setpoint.review.names import name_of
from setpoint.review.parts.part import stated, unpaged
from setpoint.review.reach import levels, waking_hours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setpoint.catalog.model import EscalationRule, Route, Target
    from setpoint.review.parts.part import Facts, Sentence
    from setpoint.review.side import Side


def words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    """Yield who is told now, no longer, or at another time, then how it goes on."""
    (before_side, before), (side, after) = old, new
    yield from unpaged("name", "description", "team")
    yield from _levels((before_side, before["rules"]), (side, after["rules"]))
    yield from _end(before, after)


def instead(old: tuple[Side, Route], new: tuple[Side, Route]) -> str:
    """Return what another escalation of a page does, as far as the page gets."""
    (before_side, before), (side, after) = old, new
    was, now = levels(before, before_side.catalog), levels(after, side.catalog)
    found = list(_levels((before_side, was), (side, now)))
    if waking_hours(before) and waking_hours(after):
        found += _end(*map(_facts, (before, after), (before_side, side)))
    return "; ".join(dict.fromkeys(text for _, text in found)) or "nobody is told otherwise"


def _facts(route: Route, side: Side) -> Facts:
    return stated(side.catalog.escalations[route.escalation or ""])


def _levels(
    old: tuple[Side, Sequence[EscalationRule]], new: tuple[Side, Sequence[EscalationRule]]
) -> Iterator[Sentence]:
    (before_side, was), (side, now) = old, new
    for target, minutes in _times(was).items():
        if target not in _times(now):
            yield _about(target, was), f"{_name(target, before_side)} is no longer told"
        elif minutes != _times(now)[target]:
            later = f"{after_text(_times(now)[target])} instead of {_instead(minutes)}"
            yield _about(target, now), f"{_name(target, side)} is told {later}"
    for target, minutes in _times(now).items():
        if target not in _times(was):
            yield _about(target, now), f"{_name(target, side)} is told {after_text(minutes)} now"
    if len(was) == len(now):
        for number, (one, other) in enumerate(zip(was, now, strict=True)):
            if one.strategy != other.strategy:
                yield ("rules", number, "strategy"), _shared(other, side)


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
        if now:
            yield ("rules",), f"all of it begins again {instead} after the last level"
        else:
            wait = ("rules", len(after["rules"]) - 1, "wait")
            yield wait, f"the last level has {instead} until nobody is left"


def _times(rules: Sequence[EscalationRule]) -> Mapping[Target, int]:
    """Return after how many minutes each is told first."""
    found: dict[Target, int] = {}
    for rule in rules:
        for target in rule.targets:
            found.setdefault(target, rule.after_minutes)
    return found


def _about(target: Target, rules: Sequence[EscalationRule]) -> tuple[str | int, ...]:
    """Return the path of the level that tells somebody first."""
    numbers = (number for number, rule in enumerate(rules) if target in rule.targets)
    return ("rules", next(numbers))


def _instead(minutes: int) -> str:
    return after_text(minutes).removeprefix("after ")


def _repeated(was: int, now: int) -> str:
    if not now:
        return f"nobody is told again after the last level; all of it was repeated {_over(was)}"
    instead = f" instead of {_over(was)}" if was else ""
    return f"all of it is repeated {_over(now)}{instead}"


def _over(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _name(target: Target, side: Side) -> str:
    return target.id if target.kind == "schedule" else name_of(target.id, side)
