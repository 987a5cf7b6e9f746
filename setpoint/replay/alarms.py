"""One alarm over what was recorded of its metric, each kind by its own rules.

Sentry and Prometheus judge theirs themselves; they are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import (
    AnomalyAlarm,
    CompositeAlarm,
    MathAlarm,
    MetricAlarm,
)
from setpoint.expressions.alarm_rules import read_rule
from setpoint.replay.breaching import of_band, of_threshold
from setpoint.replay.composite import combine
from setpoint.replay.errors import ReplayError
from setpoint.replay.evaluation import Judged, evaluate
from setpoint.replay.periods import datapoints
from setpoint.replay.samples import fewest
from setpoint.replay.settings import Settings
from setpoint.replay.suppression import actions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import Signal
    from setpoint.replay.breaching import Breaches
    from setpoint.replay.series import Series
    from setpoint.replay.states import Change, Timeline

_DEFAULT: Final = Settings()
_VALUE: Final = "value of an expression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What an alarm saw.

    Attributes:
        values: The metric's statistic, or the expression's value. The period may be finer
            than the alarm's where one statistic follows from finer ones.
        samples: Number of samples at the same periods; needed where few samples are ignored.
        lower, upper: Edges of the anomaly band at the same periods.
        merged: Whether each value is already that of the alarm's whole period, which ends with
            it: see `setpoint.replay.metric_math.watched`.

    Raises:
        ReplayError: Not all series are of the same periods.
    """

    values: Series
    samples: Series | None = None
    lower: Series | None = None
    upper: Series | None = None
    merged: bool = False

    def __post_init__(self) -> None:
        for each in (self.samples, self.lower, self.upper):
            if each is not None and each.times != self.values.times:
                raise ReplayError(
                    f"a recording has periods (start, length, number) of {self.values.times} and"
                    f" of {each.times}; give all its series for the same ones"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What an alarm did.

    Attributes:
        actions: When its actions ran, and upon which state. A change that was kept quiet has
            none, nor has an alarm whose actions are switched off.
        evaluation_range: How many datapoints were looked at; None for a composite.
    """

    timeline: Timeline
    actions: tuple[Change, ...]
    evaluation_range: int | None


def replay(
    signal: Signal,
    recordings: Mapping[str, Recording],
    *,
    others: Mapping[str, Timeline] | None = None,
    settings: Settings = _DEFAULT,
) -> Replay:
    """Return what an alarm did.

    Args:
        signal: Of a kind that CloudWatch judges.
        recordings: By name of the alarm, those of a composite's children too.
        others: States of alarms that a composite names besides, by name.
        settings: What CloudWatch does without telling.

    Raises:
        ReplayError: A recording is missing or doesn't fit, or CloudWatch doesn't judge the signal.
    """
    if isinstance(signal, CompositeAlarm):
        return _of_states(signal, recordings, others or {}, settings)
    if signal.data_alarm is None:
        raise ReplayError(f"{signal.name} has no alarm in CloudWatch; {signal.vendor} judges it")
    return _of_series(signal.data_alarm, recordings, settings)


def named(alarm: CompositeAlarm) -> frozenset[str]:
    """Return the names of the alarms that a composite depends on."""
    names = {name.strip('"') for name in read_rule(alarm.alarm_rule).names}
    return frozenset(names | ({alarm.suppressor} if alarm.suppressor else set()))


def _of_series(
    alarm: MetricAlarm | MathAlarm | AnomalyAlarm,
    recordings: Mapping[str, Recording],
    settings: Settings,
) -> Replay:
    recording = recordings.get(alarm.alarm_name)
    if recording is None:
        raise ReplayError(f"nothing is recorded of {alarm.alarm_name}; give its series")
    values = recording.values
    breaches, keeps = _breaches(alarm, recording), _keeps(alarm, recording)
    timeline = evaluate(alarm, Judged(breaches, values.start, values.period, keeps), settings)
    return Replay(
        timeline=timeline,
        actions=timeline.transitions if alarm.actions_enabled else (),
        evaluation_range=settings.evaluation_range(alarm.evaluation_periods),
    )


def _breaches(alarm: MetricAlarm | MathAlarm | AnomalyAlarm, recording: Recording) -> Breaches:
    statistic = alarm.metric.statistic if isinstance(alarm, MetricAlarm) else _VALUE
    values = (
        recording.values.values
        if recording.merged
        else datapoints(recording.values, alarm.period, statistic)
    )
    if not isinstance(alarm, AnomalyAlarm):
        return of_threshold(values, alarm.comparison_operator, alarm.threshold)
    if recording.lower is None or recording.upper is None:
        raise ReplayError(f"{alarm.alarm_name} needs the edges of its band; give both series")
    edges = recording.lower.values, recording.upper.values
    return of_band(values, alarm.comparison_operator, *edges)


def _keeps(
    alarm: MetricAlarm | MathAlarm | AnomalyAlarm, recording: Recording
) -> list[bool] | None:
    """Return where the newest datapoint is of too few samples to be judged."""
    if not isinstance(alarm, MetricAlarm):
        return None
    if alarm.evaluate_low_sample_count_percentiles != "ignore":
        return None
    if recording.samples is None:
        raise ReplayError(
            f"{alarm.alarm_name} ignores few samples; give the series of their number"
        )
    least = fewest(alarm.metric.statistic)
    samples = datapoints(recording.samples, alarm.period, "SampleCount")
    return [count is not None and count < least for count in samples]


def _of_states(
    alarm: CompositeAlarm,
    recordings: Mapping[str, Recording],
    others: Mapping[str, Timeline],
    settings: Settings,
) -> Replay:
    children = {
        child.alarm_names[0]: replay(child, recordings, settings=settings).timeline
        for child in alarm.children.values()
    }
    known = {**others, **children}
    for name in sorted(named(alarm) - known.keys()):
        raise ReplayError(f"{alarm.alarm_name} depends on {name}; give its states")
    rule = read_rule(alarm.alarm_rule)
    timeline = combine(
        rule.expression, {name: known[name.strip('"')] for name in rule.names}, settings.initial
    )
    acted = timeline.transitions
    if alarm.suppressor is not None:
        wait, extension = alarm.suppressor_wait_period, alarm.suppressor_extension_period
        acted = actions(timeline, known[alarm.suppressor], wait=wait or 0, extension=extension or 0)
    return Replay(
        timeline=timeline, actions=acted if alarm.actions_enabled else (), evaluation_range=None
    )
