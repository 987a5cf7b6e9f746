"""The check `statistic/average-of-latency`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.metrics import is_latency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_WHERE = ("metric", "statistic")


class StatisticAverageOfLatency(AlarmCheck):
    """The average hides the slow requests that a percentile would show."""

    name = "statistic/average-of-latency"
    severity = "warning"
    summary = "The average hides the slow requests that a percentile would show"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        for metric in alarm.metrics if alarm.own_metric else ():
            if metric.statistic == "Average" and is_latency(metric.namespace, metric.name):
                yield (
                    _WHERE,
                    f"Average of {metric.name}; one of p90, p95 and p99 shows how long users wait",
                )
