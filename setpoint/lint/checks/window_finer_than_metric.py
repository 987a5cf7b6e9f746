"""The check `window/finer-than-metric`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units import write_duration
from setpoint.lint.check import alarm_check
from setpoint.metrics import published_every

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("window/finer-than-metric", "warning")
def window_finer_than_metric(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """Periods are shorter than the metric is published."""
    period = alarm.judging.period
    for metric in alarm.metrics:
        every = published_every(metric.namespace, metric.name)
        if every is not None and period < every:
            finer = f"{write_duration(period)} is finer than AWS publishes {metric.namespace}"
            wanted = f"most periods have no data, so write at least {write_duration(every)}"
            yield ("period",), f"{finer} {metric.name}; {wanted}"
            return
