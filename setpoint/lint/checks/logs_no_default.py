"""The check `logs/no-default`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import LogMetric
from setpoint.lint.check import AlarmCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class LogsNoDefault(AlarmCheck):
    """The filter publishes nothing while nothing matches, and nobody says what that means."""

    name = "logs/no-default"
    severity = "info"
    summary = "The filter publishes nothing while nothing matches, and nobody says what that means"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        signal = alarm.signal
        if (
            not isinstance(signal, LogMetric)
            or signal.default_value is not None
            or signal.dimensions
        ):
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
