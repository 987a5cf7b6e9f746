"""The check `math/range-dependent`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.expressions.metric_math import write
from setpoint.lint.check import alarm_check
from setpoint.lint.metric_math import dropped, fills, location, range_dependent, trees, unfilled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_DEPENDS = "depends on the range CloudWatch happens to look at"


@alarm_check("math/range-dependent", "warning")
def math_range_dependent(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The expression uses a function whose value depends on the range that is looked at."""
    for expression, call in range_dependent(alarm):
        yield location(alarm, expression, call.at), f"{write(call)} {_DEPENDS}"
    if _fills_everything(alarm):
        message = f"FILL makes up the newest point of {alarm.expression!r} until it comes"
        yield ("expression",), f"{message}; look at M of N, such as 3 of 5"


def _fills_everything(alarm: Alarm) -> bool:
    """Whether each point counts, and each is there though nothing was published."""
    needed, looked_at = alarm.judging.datapoints_to_alarm, alarm.judging.evaluation_periods
    if needed != looked_at or not fills(alarm) or unfilled(alarm):
        return False
    return not any(map(dropped, trees(alarm).values()))
