"""The check `statistic/against-direction`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.lint.thresholds import limit, threshold_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_FLAGS = frozenset({0.0, 1.0})


class StatisticAgainstDirection(AlarmCheck):
    """The statistic softens the comparison: all must breach where one would matter."""

    name = "statistic/against-direction"
    severity = "info"
    summary = "The statistic softens the comparison: all must breach where one would matter"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        metric, threshold = alarm.single, threshold_of(alarm)
        if metric is None or threshold in _FLAGS or not alarm.own_metric:
            return
        if (alarm.upwards and metric.statistic == "Minimum") or (
            not alarm.upwards and metric.statistic == "Maximum"
        ):
            best = "lowest" if alarm.upwards else "highest"
            yield (
                ("metric", "statistic"),
                f"{metric.statistic} {limit(alarm)}: even the {best} sample has to breach",
            )
