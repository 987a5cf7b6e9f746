"""The check `dimension/none`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.metrics import dimension_sets, told_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class DimensionNone(AlarmCheck):
    """AWS publishes the metric with dimensions only."""

    name = "dimension/none"
    severity = "error"
    summary = "AWS publishes the metric with dimensions only"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        for metric in alarm.metrics if alarm.own_metric else ():
            sets = dimension_sets(metric.namespace, metric.name)
            if sets and not metric.dimensions and frozenset() not in sets:
                named = f"{metric.namespace} publishes {metric.name} with dimensions only"
                yield ("metric",), f"{named}: {told_sets(sets)}"
