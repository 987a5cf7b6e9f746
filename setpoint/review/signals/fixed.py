"""A fixed threshold of CloudWatch's on two sides, in one unit.

The number that CloudWatch gets follows from what is watched: `2%` is 2 of `100 * errors /
requests`, and 0.02 of `errors / requests`. Where the watched values are others, thresholds are
compared as people read them. Where they are the same, the numbers count: a unit that the config
names otherwise makes another alarm of them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from typing import TYPE_CHECKING, Any, TypeAlias

from setpoint.catalog.model import AnomalyAlarm, LogMetric, MathAlarm, MetricAlarm
from setpoint.catalog.quantity import quantity
from setpoint.metrics import MEASURES
from setpoint.review.effect import Effect, Judgement
from setpoint.review.signals import thresholds
from setpoint.review.signals.periods import growth_of
from setpoint.review.signals.reading import Reading

if TYPE_CHECKING:
    from setpoint.config.path import Path

Alarm: TypeAlias = MetricAlarm | MathAlarm | AnomalyAlarm
Fixed: TypeAlias = MetricAlarm | MathAlarm | LogMetric


def is_above(alarm: Alarm) -> bool:
    """Return whether high values breach."""
    return alarm.comparison_operator.startswith("Greater")


def read_threshold(signal: Fixed) -> dict[Path, Reading]:
    """Return the threshold in its unit."""
    alarm = signal.data_alarm
    return _read(alarm.threshold, alarm.threshold_unit)


def read_old_threshold(old: Fixed, new: Fixed) -> dict[Path, Reading]:
    """Return the old threshold in the new one's unit, or in its own where that can't be."""
    value = _in_unit_of(old, new)
    return read_threshold(old) if value is None else _read(value, new.data_alarm.threshold_unit)


def _read(value: float, unit: str | None) -> dict[Path, Reading]:
    return {("threshold",): Reading(value, quantity(value, unit), unit)}


def judge_threshold(old: Fixed, new: Fixed) -> Judgement:
    """Return the effect of threshold and comparison together.

    A sum's threshold that moved with its period, as that of a rate does, is the same rate.
    """
    if same_rate(old, new):
        return Judgement(Effect.unchanged, "the same rate over another period")
    value, after = _in_unit_of(old, new), limit(new)
    unit = new.data_alarm.threshold_unit
    if value is None:
        side = "above" if after.above else "below"
        said = f"goes off {side} {quantity(after.value, unit)}, which measures something else"
        return Judgement(Effect.unknown, said)
    before = limit(old)._replace(value=value)
    return thresholds.judge(before, after, lambda value: quantity(value, unit))


def limit(signal: Fixed) -> thresholds.Limit:
    """Return what is breached."""
    alarm = signal.data_alarm
    inclusive = "OrEqual" in alarm.comparison_operator
    return thresholds.Limit(alarm.threshold, is_above(alarm), inclusive)


def same_rate(old: Fixed | AnomalyAlarm, new: Fixed | AnomalyAlarm) -> bool:
    """Return whether two sums are against the same rate and differ in how long they add up."""
    if isinstance(old, AnomalyAlarm) or isinstance(new, AnomalyAlarm):
        return False
    one, other = old.data_alarm, new.data_alarm
    if one.period == other.period or not (growth_of(one).adds and growth_of(other).adds):
        return False
    value = _in_unit_of(old, new)
    same = value and value * other.period == other.threshold * one.period
    return bool(same) and limit(old)[1:] == limit(new)[1:]


def _in_unit_of(old: Fixed, new: Fixed) -> float | None:
    """Return the old threshold in the new one's unit, None where that measures something else."""
    value, unit = old.data_alarm.threshold, old.data_alarm.threshold_unit
    wanted = new.data_alarm.threshold_unit
    if unit == wanted or _values(old) == _values(new):
        return value
    was, now = (MEASURES.get(each or "") for each in (unit, wanted))
    if was is None or now is None or was[0] != now[0]:
        return None
    return float(f"{value / was[1] * now[1]:.12g}")


@singledispatch
def _values(signal: Any) -> object:
    """Return what decides which values are watched, whatever they are called and counted in."""
    raise TypeError(type(signal))


@_values.register
def _(signal: MetricAlarm) -> object:
    return replace(signal.metric, label=None)


@_values.register
def _(signal: MathAlarm) -> object:
    return {
        each.id: (each.metric and replace(each.metric, label=None), each.expression)
        for each in signal.queries
    }


@_values.register
def _(signal: LogMetric) -> object:
    statistic = signal.alarm.metric.statistic
    return signal.log_group, signal.pattern, signal.metric_value, statistic
