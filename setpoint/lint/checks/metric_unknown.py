"""The check `metric/unknown`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.lint.check import AlarmCheck
from setpoint.metrics import known_namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

# Namespaces of which the list has only a part.


class MetricUnknown(AlarmCheck):
    """AWS publishes no metric of that name."""

    name = "metric/unknown"
    severity = "warning"
    summary = "AWS publishes no metric of that name"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        for metric in alarm.metrics if alarm.own_metric else ():
            known = known_namespace(metric.namespace)
            if known and known.complete and metric.name not in known.metrics:
                close = nearest(metric.name, known.metrics)
                hint = f"; did you mean {close}?" if close else ""
                yield ("metric", "name"), f"{metric.namespace} publishes no {metric.name}{hint}"
