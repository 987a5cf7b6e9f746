"""The check `threshold/fraction`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
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
    metric, threshold = alarm.single, threshold_of(alarm)
    if metric is None or threshold is None or not alarm.upwards:
        return
    unit = unit_of_values(metric.namespace, metric.name, metric.statistic)
    if unit == "Percent" and 0 < threshold < 1:
        yield (
            ("threshold",),
            (
                f"{threshold:g} is less than one percent; {metric.name} counts to 100,"
                f" so write {threshold * 100:g}% if that is meant"
            ),
        )
