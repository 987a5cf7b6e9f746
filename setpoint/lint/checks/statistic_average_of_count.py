"""The check `statistic/average-of-count`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.reads import named_metrics
from setpoint.metrics import facts, is_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_NOTHING = frozenset({"Average", "Minimum", "Maximum"})


@alarm_check("statistic/average-of-count", "warning")
def statistic_average_of_count(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The average of a count of events says nothing."""
    for metric in named_metrics(alarm):
        known = facts(metric.namespace, metric.name)
        counted = (
            metric.namespace.startswith("AWS/")
            and is_event(metric.name)
            and metric.name.endswith("Count")
        )
        if metric.statistic in _NOTHING and ((known and known.adds) or counted):
            yield (
                metric.place("statistic"),
                (
                    f"{metric.statistic} of {metric.name} says nothing of how many there"
                    " were; write Sum"
                ),
            )
