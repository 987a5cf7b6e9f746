"""The check `window/flapping`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.conditions import comparison_symbol
from setpoint.catalog.model import AnomalyAlarm
from setpoint.config.units import write_duration
from setpoint.lint.check import alarm_check
from setpoint.lint.thresholds import threshold_of
from setpoint.metrics import facts, is_percentile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_SHORT = 300
_MINUTE = 60
_COUNTING = frozenset({"Sum", "SampleCount"})
_EXTREME = frozenset({"Maximum", "Minimum"})


@alarm_check("window/flapping", "warning")
def window_flapping(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """A single short datapoint of a noisy statistic decides."""
    judged, metric = alarm.judging, alarm.single
    if not alarm.own_metric or judged.evaluation_periods > 1 or metric is None:
        return
    statistic = metric.statistic
    noisy = statistic in _EXTREME or is_percentile(statistic)
    limit = _SHORT if noisy else _MINUTE + 1
    if (
        statistic not in _COUNTING
        and judged.period < limit
        and not isinstance(judged, AnomalyAlarm)
        and not _at_all(alarm)
    ):
        yield (
            ("evaluation_periods",),
            (
                f"one datapoint of {statistic} over {write_duration(judged.period)}"
                " decides; want 2 of 3 or"
                " more, or a longer period"
            ),
        )


def _at_all(alarm: Alarm) -> bool:
    """Whether it asks for anything at all, as of a dead-letter queue, or for one of two states.

    That is no matter of noise: the first of them is already what is looked for.
    """
    metric = alarm.single
    if metric is None or is_percentile(metric.statistic):
        return False
    known = facts(metric.namespace, metric.name)
    if known is not None and known.samples == "flag":
        return True
    symbol = comparison_symbol(alarm.judging.comparison_operator)
    return (symbol, threshold_of(alarm)) in {(">", 0.0), (">=", 1.0)}
