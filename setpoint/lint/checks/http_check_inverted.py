"""The check `http-check/inverted`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import HealthCheck
from setpoint.lint.check import AlarmCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class HttpCheckInverted(AlarmCheck):
    """The check goes off when the endpoint answers."""

    name = "http-check/inverted"
    severity = "warning"
    summary = "The check goes off when the endpoint answers"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        if isinstance(alarm.signal, HealthCheck) and alarm.signal.inverted:
            yield (
                ("inverted",),
                f"true: an alarm while {alarm.signal.fqdn} answers, quiet while it is down",
            )
