"""Composite alarms: which alarms take part, how, and what keeps them quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.kinds.composite import combination
from setpoint.expressions.alarm_rules import compared, read_rule, reverses
from setpoint.review.effect import Effect, Judgement, combine, falling, of_sets
from setpoint.review.signals.reading import Reading, plain, present, seconds

if TYPE_CHECKING:
    from setpoint.catalog.model import CompositeAlarm
    from setpoint.config.path import Path


def readings(alarm: CompositeAlarm) -> dict[Path, Reading]:
    """Return the composite's own values; its children are compared on their own."""
    found = combination(alarm)
    others = tuple(name for name in alarm.depends_on if name != alarm.suppressed_by)
    values: dict[Path, Reading | None] = {
        ("rule",): Reading((found.group, found.text), found.text)
        if found.group == "children"
        else None,
        ("alarms",): plain(others) if others and found.group != "children" else None,
        ("suppressed_by",): plain(alarm.suppressed_by) if alarm.suppressor else None,
        ("wait",): _period(alarm.suppressor_wait_period),
        ("extension",): _period(alarm.suppressor_extension_period),
    }
    return present(values)


def judge(old: CompositeAlarm, new: CompositeAlarm, path: Path) -> Judgement:
    """Return the effect of a changed value of the composite itself."""
    match path[0]:
        case "suppressed_by":
            return _judge_suppressor(old, new)
        case "wait" | "extension" if old.suppressor and new.suppressor:
            key = f"suppressor_{path[0]}_period"
            before, after = getattr(old, key) or 0, getattr(new, key) or 0
            word = "longer" if after > before else "shorter"
            return Judgement(falling(before, after), f"waits {word} before it notifies")
        case "wait" | "extension":
            return Judgement(Effect.unchanged, "counts only with what keeps it quiet")
        case "alarms":
            return Judgement(of_terms(old, new), "other alarms take part")
        case _:
            return Judgement(of_rules(old, new), "the rule is another")


def of_terms(old: CompositeAlarm, new: CompositeAlarm) -> Effect:
    """Return the effect of alarms that joined or left, and of any becoming all."""
    before, after = combination(old), combination(new)
    if "children" in {before.group, after.group}:
        return of_rules(old, new)
    joined = of_sets(before.terms, after.terms)
    if len(before.terms) == 1 == len(after.terms):  # any of one is all of one
        return Effect.unchanged if joined is Effect.unchanged else Effect.mixed
    groups = {each.group for each in (before, after) if len(each.terms) > 1}
    if groups == {"any"}:
        return joined
    if groups == {"all"}:
        return joined.reversed
    change = Effect.more if after.group == "any" else Effect.less
    return combine((change, Effect.unchanged if joined is Effect.unchanged else Effect.unknown))


def of_rules(old: CompositeAlarm, new: CompositeAlarm) -> Effect:
    """Return the effect of another rule, if it is the same for all states of the alarms."""
    before, after = (read_rule(each.alarm_rule).expression for each in (old, new))
    match compared(before, after):
        case True, True:
            return Effect.unchanged
        case True, False:
            return Effect.more
        case False, True:
            return Effect.less
        case _:
            return Effect.unknown


def keeps_direction(old: CompositeAlarm, new: CompositeAlarm) -> bool:
    """Return whether a child that goes off sooner makes the composite go off sooner."""
    return not any(reverses(read_rule(each.alarm_rule).expression) for each in (old, new))


def _judge_suppressor(old: CompositeAlarm, new: CompositeAlarm) -> Judgement:
    if old.suppressor and new.suppressor:
        return Judgement(Effect.unknown, "another alert keeps it quiet")
    if new.suppressor:
        return Judgement(Effect.less, f"is quiet while {new.suppressed_by} is in alarm")
    return Judgement(Effect.more, "nothing keeps it quiet any more")


def _period(value: int | None) -> Reading | None:
    return None if value is None else seconds(value)
