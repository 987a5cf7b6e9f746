"""The check `metric/unknown`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest_metric
from setpoint.lint.check import alarm_check
from setpoint.lint.reads import reads
from setpoint.metrics import known_namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("metric/unknown", "warning")
def metric_unknown(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """AWS publishes no metric of that name."""
    for metric in reads(alarm):
        known = known_namespace(metric.namespace)
        if known is None or metric.name in known.metrics:
            continue
        close = nearest_metric(metric.namespace, metric.name)
        if known.complete or close:
            said = "publishes no" if known.complete else "is not known to publish"
            hint = f"; did you mean {close}?" if close else ""
            yield metric.place("name"), f"{metric.namespace} {said} {metric.name}{hint}"
