"""The check `statistic/average-of-count`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.lint.metrics import is_event, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_NOTHING = frozenset({"Average", "Minimum", "Maximum"})


class StatisticAverageOfCount(AlarmCheck):
    """The average of a count of events says nothing."""

    name = "statistic/average-of-count"
    severity = "warning"
    summary = "The average of a count of events says nothing"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        for metric in alarm.metrics if alarm.own_metric else ():
            summed = published().get(metric.namespace, {}).get(metric.name, False)
            counted = (
                metric.namespace.startswith("AWS/")
                and is_event(metric)
                and metric.name.endswith("Count")
            )
            if metric.statistic in _NOTHING and (summed or counted):
                yield (
                    ("metric", "statistic"),
                    (
                        f"{metric.statistic} of {metric.name} says nothing of how many there"
                        " were; write Sum"
                    ),
                )
