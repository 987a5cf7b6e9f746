"""Sentry's metric monitors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.sentry_monitor_words import COMPARISONS
from setpoint.catalog.sentry_units import limit, measured, unit
from setpoint.config.units import write_duration
from setpoint.review.effect import Effect, Judgement, falling, rising
from setpoint.review.signals import thresholds
from setpoint.review.signals.owners import owned
from setpoint.review.signals.reading import Reading, plain, present, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import SentryMonitor
    from setpoint.config.path import Path

_DYNAMIC: Final = {"gt": "above", "lt": "below", "outside": "outside"}
_SENSITIVITIES: Final = ("low", "medium", "high")
_COUNTS: Final = ("count(", "count_unique(", "sum(", "count_if(")


def readings(monitor: SentryMonitor) -> dict[Path, Reading]:
    """Return a monitor's values by path below `sentry_metric`."""
    dynamic = monitor.detection_type == "dynamic"
    sides = _DYNAMIC if dynamic else COMPARISONS
    values: dict[Path, Reading | None] = {
        ("threshold",): _number(monitor, monitor.critical),
        ("warning",): _number(monitor, monitor.warning),
        ("resolve",): _number(monitor, monitor.resolve),
        ("comparison",): plain(sides[monitor.comparison]),
        ("time_window",): seconds(monitor.time_window),
        ("detection",): plain(monitor.detection_type),
        ("comparison_delta",): seconds(monitor.comparison_delta)
        if monitor.comparison_delta
        else None,
        ("sensitivity",): plain(monitor.sensitivity) if monitor.sensitivity else None,
        ("project",): plain(monitor.project),
        ("environment",): plain(monitor.environment) if monitor.environment else None,
        ("dataset",): plain(monitor.dataset),
        ("aggregate",): plain(monitor.aggregate),
        ("query_type",): plain(monitor.query_type) if monitor.query_type else None,
        ("extrapolation_mode",): plain(monitor.extrapolation_mode)
        if monitor.extrapolation_mode
        else None,
        ("query",): plain(monitor.query) if monitor.query else None,
        ("owner",): plain(monitor.owner) if monitor.owner else None,
        ("event_types",): plain(monitor.event_types) if monitor.event_types else None,
    }
    return present(values)


def judge(old: SentryMonitor, new: SentryMonitor, path: Path) -> Judgement:
    """Return the effect of a changed value."""
    rule = _RULES.get(path[0])
    return rule(old, new) if rule else _ELSE


def is_above(monitor: SentryMonitor) -> bool:
    """Return whether high values breach."""
    return monitor.comparison not in {"lt", "lte"}


def _judge_threshold(old: SentryMonitor, new: SentryMonitor) -> Judgement:
    if "outside" in {old.comparison, new.comparison} and old.comparison != new.comparison:
        effect = Effect.more if new.comparison == "outside" else Effect.less
        return Judgement(effect, f"goes off {_DYNAMIC[new.comparison]} what is usual")
    if old.critical is None or new.critical is None:
        effect = Effect.mixed if old.comparison != new.comparison else Effect.unknown
        return Judgement(effect, "judges another way")
    if _same_rate(old, new):
        return Judgement(Effect.unchanged, "the same rate over another window")
    value = _in_unit_of(old, new, old.critical)
    if value is None:
        said = f"goes off at {COMPARISONS[new.comparison]} {limit(new, new.critical)}"
        return Judgement(Effect.unknown, f"{said}, which measures something else")
    before, after = (
        thresholds.Limit(number, is_above(each), each.comparison in {"gte", "lte"})
        for number, each in ((value, old), (new.critical, new))
    )
    return thresholds.judge(before, after, lambda value: limit(new, value))


def _in_unit_of(old: SentryMonitor, new: SentryMonitor, value: float) -> float | None:
    """Return a number of the old monitor in the new one's unit, None where there is none."""
    one, other = unit(old), unit(new)
    if old.detection_type != new.detection_type or one.name != other.name:
        return None
    return float(f"{value * one.scale / other.scale:.12g}")


def _judge_window(old: SentryMonitor, new: SentryMonitor) -> Judgement:
    """A count over longer is a higher count; anything else is evened out."""
    before, after = old.time_window, new.time_window
    if not _comparable(old, new):
        return Judgement(Effect.unknown, f"looks at {write_duration(after)}")
    adds_up = _counts(new) and new.detection_type == "static" and not _same_rate(old, new)
    effect = rising if adds_up and is_above(new) else falling
    said = f"looks at {write_duration(after)} instead of {write_duration(before)}"
    return Judgement(effect(before, after), said)


def _judge_environment(old: SentryMonitor, new: SentryMonitor) -> Judgement:
    counted = _counts(new) and _comparable(old, new) and new.comparison in {"gt", "gte"}
    if not counted or (old.environment and new.environment):
        return Judgement(Effect.unknown, "watches another environment")
    effect = Effect.less if new.environment else Effect.more
    said = f"counts only {new.environment}" if new.environment else "counts every environment"
    return Judgement(effect, said)


def _judge_warning(old: SentryMonitor, new: SentryMonitor) -> Judgement:
    value = None if old.warning is None else _in_unit_of(old, new, old.warning)
    effect = thresholds.optional(value, new.warning, above=is_above(new))
    if not _comparable(old, new) or (value is None) is not (old.warning is None):
        effect = Effect.unknown
    return Judgement(effect, "warns at another value" if new.warning else "no longer warns first")


def _judge_resolve(_: SentryMonitor, new: SentryMonitor) -> Judgement:
    said = f"is over at {limit(new, new.resolve)}" if new.resolve is not None else "is over sooner"
    return Judgement(Effect.unchanged, said)


def _judge_sensitivity(old: SentryMonitor, new: SentryMonitor) -> Judgement:
    if old.sensitivity is None or new.sensitivity is None:
        return _ELSE
    before, after = (_SENSITIVITIES.index(each.sensitivity or "") for each in (old, new))
    return Judgement(rising(before, after), f"sensitivity is {new.sensitivity}")


def _judge_owner(_: SentryMonitor, new: SentryMonitor) -> Judgement:
    return Judgement(Effect.unchanged, owned(new))


def _comparable(old: SentryMonitor, new: SentryMonitor) -> bool:
    """Whether both judge the same way and on the same side."""
    kinds = {(each.detection_type, is_above(each), _counts(each)) for each in (old, new)}
    return len(kinds) == 1


def _counts(monitor: SentryMonitor) -> bool:
    return monitor.aggregate.startswith(_COUNTS)


def _same_rate(old: SentryMonitor, new: SentryMonitor) -> bool:
    if old.time_window == new.time_window or not (_counts(old) and _counts(new)):
        return False
    before, after = old.critical or 0, new.critical or 0
    return before != 0 and before * new.time_window == after * old.time_window


def _number(monitor: SentryMonitor, value: float | None) -> Reading | None:
    if value is None:
        return None
    return Reading(measured(monitor, value), limit(monitor, value), unit(monitor).name)


_ELSE: Final = Judgement(Effect.unknown, "watches something else")
_RULES: Final[dict[str | int, Callable[[SentryMonitor, SentryMonitor], Judgement]]] = {
    "threshold": _judge_threshold,
    "comparison": _judge_threshold,
    "warning": _judge_warning,
    "resolve": _judge_resolve,
    "time_window": _judge_window,
    "sensitivity": _judge_sensitivity,
    "owner": _judge_owner,
    "environment": _judge_environment,
}
