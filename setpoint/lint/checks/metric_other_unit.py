"""The check `metric/other-unit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.reads import named_metrics
from setpoint.metrics import published_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("metric/other-unit", "error")
def metric_other_unit(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The unit sent as a filter is not the one AWS publishes the metric with."""
    for metric in named_metrics(alarm):
        theirs = published_unit(metric.namespace, metric.name)
        if theirs is not None and metric.unit is not None and metric.unit != theirs:
            yield (
                metric.place("unit"),
                (
                    f"{metric.unit} finds no data: {metric.name} is published in {theirs};"
                    " `measured_in` is the key that is not sent"
                ),
            )
