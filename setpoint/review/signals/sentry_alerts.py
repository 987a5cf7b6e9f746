"""Sentry's alerts on issues: triggers, filters and how often they may notify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from providers.sentry_alerting import limits
from providers.sentry_alerting.vocabulary import LEVELS, PRIORITIES, TRIGGERS
from setpoint.catalog.sentry_brief import condition_text
from setpoint.config.units import write_duration
from setpoint.review.effect import Effect, Judgement, combine, falling, of_sets, rising
from setpoint.review.signals.owners import owned
from setpoint.review.signals.reading import Reading, plain, present, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import SentryAlert, SentryCondition, SentryFilter
    from setpoint.config.path import Path

_TRIGGERS: Final = {kind: word for word, kind in TRIGGERS.items()}
# Conditions whose text names no kind, as it stands in front of "issues".
_UNNAMED: Final = frozenset({"issue_category", "issue_type"})
_UNKNOWN = Judgement(Effect.unknown, "lets other issues through")


def readings(alert: SentryAlert, other: SentryAlert) -> dict[Path, Reading]:
    """Return an alert's values by path below `sentry_issue`, as they compare with another's.

    What an edit makes come or go is one value: a filter that the other hasn't, the conditions of
    one that has more or fewer, a condition that is of another kind there.
    """
    moments = frozenset(_TRIGGERS[each] for each in alert.triggers)
    values: dict[Path, Reading | None] = {
        ("project",): plain(alert.project) if alert.project else None,
        ("environment",): plain(alert.environment) if alert.environment else None,
        ("monitors",): plain(frozenset(alert.monitors)) if alert.monitors else None,
        ("triggers",): plain(moments),
        ("seer_activities",): plain(frozenset(alert.seer_activities))
        if alert.seer_activities
        else None,
        ("frequency",): seconds(alert.frequency * 60),
        ("owner",): plain(alert.owner) if alert.owner else None,
    }
    others = _filters(other)
    for number, each in enumerate(_filters(alert)):
        beside = others[number] if number < len(others) else None
        values |= {("filters", number, *below): one for below, one in _of_filter(each, beside)}
    return present(values)


def _of_filter(each: SentryFilter, other: SentryFilter | None) -> Iterator[tuple[Path, Reading]]:
    """Yield the values of a filter, by path below it."""
    logic, told = each.logic_type, tuple(map(_told, each.conditions))
    listed = plain(told)._replace(value=each.conditions)
    if other is None:
        yield (), Reading((logic, each.conditions), f"{logic} of {listed.text}")
        return
    yield ("match",), plain(logic)
    if len(each.conditions) != len(other.conditions):
        yield ("conditions",), listed
        return
    pairs = zip(each.conditions, other.conditions, told, strict=True)
    for place, (condition, beside, text) in enumerate(pairs):
        below = (condition.type,) if condition.type == beside.type else ()
        yield ("conditions", place, *below), Reading(condition, text)


def _told(condition: SentryCondition) -> str:
    """Return a condition as a line by itself: `issue category: error`, `level >= error`."""
    kind = f"{condition.type.replace('_', ' ')}: " if condition.type in _UNNAMED else ""
    return f"{kind}{condition_text(condition)}"


def judge(old: SentryAlert, new: SentryAlert, path: Path) -> Judgement:
    """Return the effect of a changed value."""
    match path[0]:
        case "triggers" | "seer_activities":
            return _judge_triggers(old, new)
        case "monitors":
            effect = of_sets(frozenset(old.monitors), frozenset(new.monitors))
            return Judgement(effect, "looks at the issues of other monitors")
        case "frequency":
            effect = falling(old.frequency, new.frequency)
            return Judgement(
                effect,
                f"at most one notification of an issue in {write_duration(new.frequency * 60)}",
            )
        case "environment":
            return _judge_environment(old, new)
        case "filters":
            return _judge_filters(old, new)
        case _:
            return _judge_else(new, path)


def _judge_triggers(old: SentryAlert, new: SentryAlert) -> Judgement:
    """Without a trigger an alert looks at an issue with its every event."""
    before, after = (frozenset({*each.triggers, *each.seer_activities}) for each in (old, new))
    if not before or not after:
        effect = Effect.less if after else Effect.more
        moments = "some moments" if after else "every event"
        return Judgement(effect, f"looks at {moments} of an issue")
    return Judgement(of_sets(before, after), "looks at other moments of an issue")


def _judge_else(new: SentryAlert, path: Path) -> Judgement:
    if path[0] == "owner":
        return Judgement(Effect.unchanged, owned(new))
    return Judgement(Effect.unknown, "watches something else")


def _judge_environment(old: SentryAlert, new: SentryAlert) -> Judgement:
    if old.environment and new.environment:
        return Judgement(Effect.unknown, "watches another environment")
    effect = Effect.less if new.environment else Effect.more
    said = f"only issues of {new.environment}" if new.environment else "issues of every environment"
    return Judgement(effect, said)


def _judge_filters(old: SentryAlert, new: SentryAlert) -> Judgement:
    """Filters are ways to get through: one more lets more pass, but the first one closes."""
    before, after = _filters(old), _filters(new)
    if not before or not after:
        effect = Effect.less if after else Effect.more
        return Judgement(effect, "filters issues" if after else "lets every issue through")
    shared = [_compare(*pair) for pair in zip(before, after, strict=False)]
    effect = combine([*shared, rising(len(before), len(after))])
    return _UNKNOWN if effect is Effect.unknown else Judgement(effect, _SAID[effect])


_SAID: Final = {
    Effect.more: "lets more issues through",
    Effect.less: "lets fewer issues through",
    Effect.mixed: "lets other issues through",
    Effect.unchanged: "lets the same issues through",
}


def _compare(old: SentryFilter, new: SentryFilter) -> Effect:
    if old.logic_type != new.logic_type:
        order: tuple[str, ...] = ("all", "any")
        if {old.logic_type, new.logic_type} == set(order) and old.conditions == new.conditions:
            return rising(order.index(old.logic_type), order.index(new.logic_type))
        return Effect.unknown
    gone = (each for each in old.conditions if each not in new.conditions)
    come = (each for each in new.conditions if each not in old.conditions)
    changed = combine(_condition(before, after) for before, after in zip(gone, come, strict=False))
    effect = changed if old.logic_type != "none" else changed.reversed
    widens = old.logic_type == "any"
    number = (rising if widens else falling)(len(old.conditions), len(new.conditions))
    return combine((effect, number))


def _condition(old: SentryCondition, new: SentryCondition) -> Effect:
    """Return the effect of one condition, as far as its numbers have an order."""
    if old.type != new.type:
        return Effect.unknown
    before, after = old.properties, new.properties
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    return combine(_part(old.type, key, before, after) for key in changed)


def _part(kind: str, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Effect:
    if kind in _COUNTED and key == "value":
        return falling(old[key], new[key])
    if kind in _ADDED_UP and key == "interval":
        return rising(limits.INTERVALS.get(old[key], 0), limits.INTERVALS.get(new[key], 0))
    if kind == "issue_priority_greater_or_equal":
        return falling(PRIORITIES.number(old[key]), PRIORITIES.number(new[key]))
    if kind == "level" and key == "level" and old["match"] == new["match"] != "eq":
        way = falling if new["match"] == "gte" else rising
        return way(LEVELS.number(old[key]), LEVELS.number(new[key]))
    return Effect.unknown


_ADDED_UP: Final = frozenset({"event_frequency_count", "event_unique_user_frequency_count"})
_COUNTED: Final = _ADDED_UP | {
    "event_frequency_percent",
    "percent_sessions_count",
    "percent_sessions_percent",
    "issue_occurrences",
}


def _filters(alert: SentryAlert) -> tuple[SentryFilter, ...]:
    """Return the filters that the config names, not the one that only carries actions."""
    return tuple(each for each in alert.filters if each.conditions)
