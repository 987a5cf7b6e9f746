"""The check `window/finer-than-metric`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units import write_duration
from setpoint.lint.check import AlarmCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_MINUTE = 60


class WindowFinerThanMetric(AlarmCheck):
    """Periods are shorter than the metric is published."""

    name = "window/finer-than-metric"
    severity = "warning"
    summary = "Periods are shorter than the metric is published"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        theirs = [m for m in alarm.metrics if m.namespace.startswith("AWS/")]
        if theirs and alarm.judging.period < _MINUTE:
            yield (
                ("period",),
                (
                    f"{write_duration(alarm.judging.period)} is finer than AWS publishes"
                    f" {theirs[0].namespace}; most periods have no data, so write at least 1m"
                ),
            )
