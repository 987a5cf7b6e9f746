"""The check `math/range-dependent`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.expressions.metrics_insights import selects_metrics
from setpoint.lint.check import AlarmCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_ADVISED_AGAINST = re.compile(
    r"\b(AVG|SUM|MIN|MAX|STDDEV|DATAPOINT_COUNT|RUNNING_SUM|REMOVE_EMPTY|FILL)\s*\(([^()]*)"
)
_LIST = re.compile(r"\[|METRICS")


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
                    message = (
                        f"{function} in {text!r} depends on the range CloudWatch happens to look at"
                    )
                    yield ("expression",), message
