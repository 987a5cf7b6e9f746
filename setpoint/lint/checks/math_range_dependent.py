"""The check `math/range-dependent`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.expressions.metrics_insights import selects_metrics
from setpoint.lint.check import AlarmCheck
from setpoint.lint.filling import unfilled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_ADVISED_AGAINST = re.compile(
    r"\b(AVG|SUM|MIN|MAX|STDDEV|DATAPOINT_COUNT|RUNNING_SUM|REMOVE_EMPTY)\s*\(([^()]*)"
)
_LIST = re.compile(r"\[|METRICS")
_DEPENDS = "depends on the range CloudWatch happens to look at"


class MathRangeDependent(AlarmCheck):
    """The expression uses a function whose value depends on the range that is looked at."""

    name = "math/range-dependent"
    severity = "warning"
    summary = "The expression uses a function whose value depends on the range that is looked at"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        queries = getattr(alarm.judging, "queries", ())
        for text in (query.expression for query in queries if query.expression):
            if selects_metrics(text):  # its functions combine metrics, period by period
                continue
            for function, arguments in _ADVISED_AGAINST.findall(text):
                if not _LIST.search(arguments):  # over a list of metrics it is a time series
                    message = f"{function} in {text!r} {_DEPENDS}"
                    yield ("expression",), message
        if _fills_everything(alarm):
            message = f"FILL makes up the newest point of {alarm.expression!r} until it comes"
            yield ("expression",), f"{message}; look at M of N, such as 3 of 5"


def _fills_everything(alarm: Alarm) -> bool:
    """Whether each point counts, and each is there though nothing was published."""
    needed, looked_at = alarm.judging.datapoints_to_alarm, alarm.judging.evaluation_periods
    filled = "FILL" in (alarm.expression or "")
    return filled and needed == looked_at and not unfilled(alarm)
