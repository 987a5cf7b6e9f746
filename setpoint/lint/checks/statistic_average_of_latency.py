"""The check `statistic/average-of-latency`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.reads import named_metrics
from setpoint.metrics import is_latency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("statistic/average-of-latency", "warning")
def statistic_average_of_latency(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The average hides the slow requests that a percentile would show."""
    for metric in named_metrics(alarm):
        if metric.statistic == "Average" and is_latency(metric.namespace, metric.name):
            yield (
                metric.place("statistic"),
                f"Average of {metric.name}; one of p90, p95 and p99 shows how long users wait",
            )
