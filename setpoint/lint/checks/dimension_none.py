"""The check `dimension/none`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.reads import reads
from setpoint.metrics import dimension_sets, told_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("dimension/none", "error")
def dimension_none(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """AWS publishes the metric with dimensions only."""
    for metric in reads(alarm):
        sets = dimension_sets(metric.namespace, metric.name)
        if sets and metric.names == frozenset() and frozenset() not in sets:
            named = f"{metric.namespace} publishes {metric.name} with dimensions only"
            yield metric.place(), f"{named}: {told_sets(sets)}"
