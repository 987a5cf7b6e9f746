"""The check `metric/other-unit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.metrics import published_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class MetricOtherUnit(AlarmCheck):
    """The unit sent as a filter is not the one AWS publishes the metric with."""

    name = "metric/other-unit"
    severity = "error"
    summary = "The unit sent as a filter is not the one AWS publishes the metric with"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        for metric in alarm.metrics if alarm.own_metric else ():
            theirs = published_unit(metric.namespace, metric.name)
            if theirs is not None and metric.unit is not None and metric.unit != theirs:
                yield (
                    ("metric", "unit"),
                    (
                        f"{metric.unit} finds no data: {metric.name} is published in {theirs};"
                        " `measured_in` is the key that is not sent"
                    ),
                )
