"""The check `statistic/against-direction`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.thresholds import limit, threshold_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_FLAGS = frozenset({0.0, 1.0})


@alarm_check("statistic/against-direction", "info")
def statistic_against_direction(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The statistic softens the comparison: all must breach where one would matter."""
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
