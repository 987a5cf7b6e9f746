"""The check `statistic/sum-of-gauge`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.reads import named_metrics
from setpoint.metrics import is_gauge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("statistic/sum-of-gauge", "warning")
def statistic_sum_of_gauge(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """Samples of a level are added up."""
    for metric in named_metrics(alarm):
        if metric.statistic == "Sum" and is_gauge(metric.namespace, metric.name):
            yield (
                metric.place("statistic"),
                f"Sum adds every sample of {metric.name} in a period; write Average or Maximum",
            )
