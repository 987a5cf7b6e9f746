"""The check `window/once-an-hour`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units import write_duration
from setpoint.lint.check import alarm_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_DAY = 86_400


@alarm_check("window/once-an-hour", "warning")
def window_once_an_hour(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The window is longer than a day, so CloudWatch looks only once an hour."""
    if alarm.window > _DAY and not alarm.of_target:
        yield (
            ("evaluation_periods",),
            (
                f"{write_duration(alarm.window)} are judged once an hour, on data up"
                " to the full hour;"
                " a window of at most 1d is judged every minute"
            ),
        )
