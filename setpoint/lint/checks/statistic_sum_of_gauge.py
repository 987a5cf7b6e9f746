"""The check `statistic/sum-of-gauge`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.metrics import is_gauge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class StatisticSumOfGauge(AlarmCheck):
    """Samples of a level are added up."""

    name = "statistic/sum-of-gauge"
    severity = "warning"
    summary = "Samples of a level are added up"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        for metric in alarm.metrics if alarm.own_metric else ():
            if metric.statistic == "Sum" and is_gauge(metric.namespace, metric.name):
                yield (
                    ("metric", "statistic"),
                    f"Sum adds every sample of {metric.name} in a period; write Average or Maximum",
                )
