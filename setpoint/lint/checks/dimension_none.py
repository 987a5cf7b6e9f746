"""The check `dimension/none`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.metrics import dimension_sets, told_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("dimension/none", "error")
def dimension_none(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """AWS publishes the metric with dimensions only."""
    for metric in alarm.metrics if alarm.own_metric else ():
        sets = dimension_sets(metric.namespace, metric.name)
        if sets and not metric.dimensions and frozenset() not in sets:
            named = f"{metric.namespace} publishes {metric.name} with dimensions only"
            yield ("metric",), f"{named}: {told_sets(sets)}"
