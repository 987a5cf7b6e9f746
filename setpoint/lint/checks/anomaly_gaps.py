"""The check `anomaly/gaps`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import AnomalyAlarm
from setpoint.lint.check import alarm_check
from setpoint.lint.metric_math import unfilled
from setpoint.metrics import facts, is_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Metric
    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("anomaly/gaps", "warning")
def anomaly_gaps(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The band learns from the periods alone in which something failed."""
    if not isinstance(alarm.judging, AnomalyAlarm):
        return
    for query in unfilled(alarm):
        if query.metric and _has_gaps(query.metric):
            where = ("metric",) if alarm.single else ("expression",)
            filled = f"write FILL({query.id}, 0) in an expression"
            gaps = f"{query.metric.name} has no data while nothing goes wrong"
            yield where, f"{gaps}, so the band knows bad periods only; {filled}"


def _has_gaps(metric: Metric) -> bool:
    """Whether samples come with failures only, not one with each request."""
    known = facts(metric.namespace, metric.name)
    return is_event(metric.name) and not (known and known.samples)
