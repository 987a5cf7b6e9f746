"""The check `window/longer-than-response`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units import write_duration
from setpoint.lint.check import AlarmCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class WindowLongerThanResponse(AlarmCheck):
    """The alarm takes longer to notice than people have to respond."""

    name = "window/longer-than-response"
    severity = "warning"
    summary = "The alarm takes longer to notice than people have to respond"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        response = alarm.alert.respond_within
        wanted = response.shortest if response else None
        needed = alarm.judging.period * alarm.judging.datapoints_to_alarm
        if wanted is not None and needed > wanted and not alarm.of_target:
            yield (
                ("evaluation_periods",),
                (
                    f"{write_duration(needed)} of breaching data are needed, but somebody"
                    " should respond within"
                    f" {write_duration(wanted)}"
                ),
            )
