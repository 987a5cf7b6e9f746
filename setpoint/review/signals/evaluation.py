"""What all CloudWatch alarms share: window, comparison, missing data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.conditions import comparison_symbol
from setpoint.catalog.model import AnomalyAlarm
from setpoint.review.effect import Effect, Judgement, of_sets, rising
from setpoint.review.signals import windows
from setpoint.review.signals.fixed import Alarm, is_above, same_rate
from setpoint.review.signals.periods import growth_of, statistic
from setpoint.review.signals.reading import Reading, plain, seconds
from setpoint.review.signals.windows import Statistic, Window

if TYPE_CHECKING:
    from setpoint.config.path import Path

WINDOW: Final = frozenset({"period", "evaluation_periods", "datapoints_to_alarm"})
# From what lets an alarm rest most to what makes it go off most.
_MISSING: Final = ("notBreaching", "ignore", "missing", "breaching")
_MISSING_SAID: Final = {
    "notBreaching": "a period without data is fine",
    "ignore": "periods without data keep the state",
    "missing": "periods without data count neither way",
    "breaching": "a period without data breaches",
}
_SIDES: Final = {
    "GreaterThanUpperThreshold": frozenset({"above"}),
    "LessThanLowerThreshold": frozenset({"below"}),
    "LessThanLowerOrGreaterThanUpperThreshold": frozenset({"above", "below"}),
}
_LEARNED: Final = Judgement(Effect.unknown, "learns another band over another period")


def window(alarm: Alarm) -> Window:
    """Return M, N and the period."""
    return Window(alarm.datapoints_to_alarm, alarm.evaluation_periods, alarm.period)


def read(alarm: Alarm) -> dict[Path, Reading]:
    """Return the shared values."""
    return {
        ("comparison",): plain(comparison_symbol(alarm.comparison_operator)),
        ("period",): seconds(alarm.period),
        ("evaluation_periods",): plain(alarm.evaluation_periods),
        ("datapoints_to_alarm",): _needed(alarm),
        ("treat_missing_data",): plain(alarm.treat_missing_data),
    }


def _needed(alarm: Alarm) -> Reading:
    """Return M of N; all of N compare as one, so that another N alone is told as such."""
    needed, looked_at = alarm.datapoints_to_alarm, alarm.evaluation_periods
    return Reading(None if needed == looked_at else str(needed), f"{needed} of {looked_at}")


def judge_window(old: Alarm, new: Alarm) -> Judgement:
    """Return the effect of period, N and M together, for data without gaps.

    Where one breaching period is enough and a missing one breaches, a longer window finds the
    missing one sooner, though it goes off for the same values.
    """
    if isinstance(new, AnomalyAlarm) and old.period != new.period:
        return _LEARNED
    found = windows.judge(window(old), window(new), _statistic(old, new))
    gaps_breach = old.treat_missing_data == new.treat_missing_data == "breaching"
    if found.effect is not Effect.unchanged or not gaps_breach:
        return found
    if old.period != new.period:
        return Judgement(Effect.unknown, "goes off for the same values, and for other gaps")
    effect = rising(old.evaluation_periods, new.evaluation_periods)
    word = "for shorter gaps, too" if effect is Effect.more else "only for longer gaps"
    return Judgement(effect, f"goes off for the same values, and {word}")


def judge_missing(old: Alarm, new: Alarm) -> Judgement:
    """Return the effect of another treatment of missing data."""
    before, after = (_MISSING.index(alarm.treat_missing_data) for alarm in (old, new))
    return Judgement(rising(before, after), _MISSING_SAID[new.treat_missing_data])


def judge_side(old: AnomalyAlarm, new: AnomalyAlarm) -> Judgement:
    """Return the effect of another side of the anomaly band."""
    before, after = (_SIDES[alarm.comparison_operator] for alarm in (old, new))
    effect = of_sets(before, after)
    return Judgement(effect, f"goes off {comparison_symbol(new.comparison_operator)} the band")


def _statistic(old: Alarm, new: Alarm) -> Statistic:
    kinds = {_kind(old), _kind(new)}
    if len(kinds) > 1 or same_rate(old, new):
        return Statistic.mean
    return kinds.pop()


def _kind(alarm: Alarm) -> Statistic:
    if isinstance(alarm, AnomalyAlarm):
        return Statistic.mean
    return statistic(growth_of(alarm), above=is_above(alarm))
