"""The check `threshold/fraction`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.alarms import section_of
from setpoint.lint.check import alarm_check
from setpoint.lint.metric_math import unit_of_outcome
from setpoint.lint.thresholds import threshold_of
from setpoint.metrics import unit_of_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("threshold/fraction", "warning")
def threshold_fraction(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """A percentage is compared with a fraction of one."""
    if threshold_of(alarm) is None or not alarm.own_metric or not alarm.upwards:
        return
    threshold = section_of(alarm, environment.loaded).threshold
    if threshold.dimension != "number":
        return
    if 0 < threshold.value < 1 and _counts_to_a_hundred(alarm):
        what = alarm.single.name if alarm.single else alarm.expression
        yield (
            ("threshold",),
            (
                f"{threshold} is less than one percent; {what} counts to 100,"
                f" so write {threshold.value * 100:g}% if that is meant, else {threshold}%"
            ),
        )


def _counts_to_a_hundred(alarm: Alarm) -> bool:
    metric = alarm.single
    if metric is None:
        return unit_of_outcome(alarm, shares=True) == "Percent"
    return unit_of_values(metric.namespace, metric.name, metric.statistic) == "Percent"
