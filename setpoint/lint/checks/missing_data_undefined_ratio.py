"""The check `missing-data/undefined-ratio`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.metric_math import divides, trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("missing-data/undefined-ratio", "info")
def missing_data_undefined_ratio(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """A ratio has no value while its divisor is zero, and nobody says what that means."""
    tree, text = trees(alarm).get(alarm.watched_id or ""), alarm.expression
    if alarm.judging.treat_missing_data == "missing" and tree is not None and divides(tree):
        yield (
            ("expression",),
            (
                f"{text} has no value without traffic, and the alarm goes to INSUFFICIENT_DATA;"
                " set treat_missing_data"
            ),
        )
