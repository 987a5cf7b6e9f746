"""The check `logs/no-default`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import LogMetric
from setpoint.lint.check import alarm_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("logs/no-default", "info")
def logs_no_default(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The filter publishes nothing while nothing matches, and nobody says what that means."""
    signal = alarm.signal
    if not isinstance(signal, LogMetric) or signal.default_value is not None or signal.dimensions:
        return
    if alarm.judging.treat_missing_data == "missing":
        yield (
            ("metric",),
            (
                "no default: without a match there is no data, and the alarm goes to"
                " INSUFFICIENT_DATA;"
                " set default: 0"
            ),
        )
