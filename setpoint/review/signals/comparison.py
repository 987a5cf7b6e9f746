"""Two signals compared value by value."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.kinds import kind_of
from setpoint.catalog.kinds.composite import combination
from setpoint.catalog.model import (
    CompositeAlarm,
    PrometheusRule,
    SentryAlert,
    SentryCronMonitor,
    SentryMonitor,
    SentryUptimeMonitor,
)
from setpoint.review.effect import Effect, Judgement
from setpoint.review.signals import (
    alarms,
    combinations,
    composites,
    rules,
    sentry_alerts,
    sentry_checks,
    sentry_monitors,
)
from setpoint.review.signals.reading import Difference, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from setpoint.catalog.model import Signal
    from setpoint.config.path import Path

_READINGS: Final[dict[type, Callable[[Any], dict[Path, Reading]]]] = {
    SentryMonitor: sentry_monitors.readings,
    SentryUptimeMonitor: sentry_checks.uptime_readings,
    SentryCronMonitor: sentry_checks.cron_readings,
    CompositeAlarm: composites.readings,
    PrometheusRule: rules.readings,
}
_JUDGES: Final[dict[type, Callable[[Any, Any, Path], Judgement]]] = {
    SentryMonitor: sentry_monitors.judge,
    SentryAlert: sentry_alerts.judge,
    SentryUptimeMonitor: sentry_checks.judge,
    SentryCronMonitor: sentry_checks.judge,
    CompositeAlarm: composites.judge,
    PrometheusRule: rules.judge,
}
_OTHER_KIND = Judgement(Effect.unknown, "watches in another way")


def differences(old: Signal, new: Signal) -> Iterator[Difference]:
    """Yield every value that differs, by path below the alert."""
    kind = kind_of(new).key
    if type(old) is not type(new):
        yield Difference((kind,), _named(old), _named(new), _OTHER_KIND)
        return
    for each in _values(old, new):
        yield replace(each, path=(kind, *each.path))
    if isinstance(old, CompositeAlarm) and isinstance(new, CompositeAlarm):
        for each in (*combinations.differences(old, new), *_children(old, new)):
            yield replace(each, path=(kind, *each.path))


def same_condition(old: Signal, new: Signal) -> bool:
    """Return whether two signals differ in names only."""
    return next(differences(old, new), None) is None


def _values(old: Signal, new: Signal) -> Iterator[Difference]:
    read = _READINGS.get(type(new))
    judge: Callable[[Any, Any, Path], Judgement] = _JUDGES.get(type(new), alarms.judge)
    if isinstance(old, SentryAlert) and isinstance(new, SentryAlert):
        before, after = sentry_alerts.readings(old, new), sentry_alerts.readings(new, old)
    else:
        before, after = (read(old), read(new)) if read else alarms.both_readings(old, new)
    for path in {**before, **after}:
        one, other = before.get(path), after.get(path)
        if (one and one.value) != (other and other.value) or (one is None) is not (other is None):
            yield Difference(path, one, other, judge(old, new, path))


def _children(old: CompositeAlarm, new: CompositeAlarm) -> Iterator[Difference]:
    """Yield what became of children: joined or left, changed."""
    before, after = combination(old), combination(new)
    effect = combinations.of_combinations(before, after)
    directed = combinations.keeps_direction(old, new)
    for name in {**old.children, **new.children}:
        one, other = old.children.get(name), new.children.get(name)
        group = after.group if other else before.group
        if one is None or other is None:
            yield _joined_or_left((group, name), one, other, effect)
            continue
        for each in differences(one, other):
            found = each if directed else replace(each, judgement=_undirected(each.judgement))
            yield replace(found, path=(group, name, *each.path))


def _joined_or_left(
    path: Path, old: Signal | None, new: Signal | None, effect: Effect
) -> Difference:
    judgement = Judgement(effect, "takes part now" if new else "takes part no more")
    return Difference(path, _named(old) if old else None, _named(new) if new else None, judgement)


def _undirected(judgement: Judgement) -> Judgement:
    """A rule that asks for OK or NOT may turn a child's effect round."""
    if judgement.effect in {Effect.more, Effect.less}:
        return Judgement(Effect.unknown, f"{judgement.sentence}; the rule decides what follows")
    return judgement


def _named(signal: Signal) -> Reading:
    kind = kind_of(signal).key
    if isinstance(signal, CompositeAlarm | SentryAlert):
        return Reading(kind, kind)
    values = _READINGS.get(type(signal), alarms.readings)(signal)
    told = [values[path].text for path in _TOLD if path in values]
    return Reading((kind, tuple(told)), " ".join([kind, *told]))


_TOLD: Final[tuple[Path, ...]] = (("comparison",), ("threshold",), ("band",), ("url",))
