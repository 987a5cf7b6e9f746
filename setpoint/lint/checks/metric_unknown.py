"""The check `metric/unknown`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.lint.check import AlarmCheck
from setpoint.lint.metrics import published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

# Namespaces of which the list has only a part.
_INCOMPLETE = frozenset({"AWS/ApplicationELB", "AWS/ELB", "AWS/NetworkELB", "AWS/States"})


class MetricUnknown(AlarmCheck):
    """AWS publishes no metric of that name."""

    name = "metric/unknown"
    severity = "warning"
    summary = "AWS publishes no metric of that name"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        for metric in alarm.metrics if alarm.own_metric else ():
            known = published().get(metric.namespace)
            if not known or metric.name in known:
                continue
            close = nearest(metric.name, known)
            if close or (metric.namespace in published() and metric.namespace not in _INCOMPLETE):
                hint = f"; did you mean {close}?" if close else ""
                yield ("metric", "name"), f"{metric.namespace} publishes no {metric.name}{hint}"
