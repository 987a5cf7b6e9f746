"""One alarm's states over datapoints that breach or don't: when it is judged, what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from setpoint.replay.states import Change, Timeline
from setpoint.replay.window import Window

if TYPE_CHECKING:
    from setpoint.catalog.model import AnomalyAlarm, MathAlarm, MetricAlarm
    from setpoint.replay.breaching import Breaches
    from setpoint.replay.settings import Settings

_TEN_SECONDS, _MINUTE, _HOUR, _DAY = 10, 60, 3600, 86_400


class Judged(NamedTuple):
    """What there is to judge.

    Attributes:
        breaches: A datapoint of the alarm's period for each step; it ends with the step.
        start: When the first step begins, seconds since the epoch.
        step: Seconds, a divisor of the alarm's period.
        keeps: Steps at which the alarm keeps its state whatever the data says; None for none.
    """

    breaches: Breaches
    start: int
    step: int
    keeps: Breaches | None = None


def interval(alarm: MetricAlarm | MathAlarm | AnomalyAlarm) -> int:
    """Return every how many seconds CloudWatch judges an alarm.

    Source: AWS's guide, "Alarm evaluation": every minute, every ten seconds for periods below
    a minute, every hour for windows longer than a day.
    """
    if alarm.period * alarm.evaluation_periods > _DAY:
        return _HOUR
    return _TEN_SECONDS if alarm.period < _MINUTE else _MINUTE


def evaluate(
    alarm: MetricAlarm | MathAlarm | AnomalyAlarm, judged: Judged, settings: Settings
) -> Timeline:
    """Return the alarm's states, in time proportional to the steps.

    Where the period holds several steps, the window slides: each step in a period has a
    window of its own, over the datapoints that end where it does.
    """
    steps = alarm.period // judged.step
    reach = settings.evaluation_range(alarm.evaluation_periods)
    windows = [
        Window(alarm.datapoints_to_alarm, alarm.evaluation_periods, reach, alarm.treat_missing_data)
        for _ in range(steps)
    ]
    keeps = judged.keeps or [False] * len(judged.breaches)
    every, at, current = interval(alarm), judged.start, settings.initial
    changes = [Change(at, current)]
    for place, (breach, kept) in enumerate(zip(judged.breaches, keeps, strict=True)):
        window = windows[place % steps]
        window.push(breach)
        before, at = at, at + judged.step
        if kept or at // every == before // every:
            continue
        state = window.state()
        if state is not None and state is not current:
            current = state
            changes.append(Change(at, current))
    return Timeline(tuple(changes), at)
