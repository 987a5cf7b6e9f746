"""The check `missing-data/undefined-ratio`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.lint.metric_math import divides, trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class MissingDataUndefinedRatio(AlarmCheck):
    """A ratio has no value while its divisor is zero, and nobody says what that means."""

    name = "missing-data/undefined-ratio"
    severity = "info"
    summary = "A ratio has no value while its divisor is zero, and nobody says what that means"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        tree, text = trees(alarm).get(alarm.watched_id or ""), alarm.expression
        if alarm.judging.treat_missing_data == "missing" and tree is not None and divides(tree):
            yield (
                ("expression",),
                (
                    f"{text} has no value without traffic, and the alarm goes to INSUFFICIENT_DATA;"
                    " set treat_missing_data"
                ),
            )
