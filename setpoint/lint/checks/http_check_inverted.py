"""The check `http-check/inverted`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import HealthCheck
from setpoint.lint.check import alarm_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("http-check/inverted", "warning")
def http_check_inverted(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The check goes off when the endpoint answers."""
    if isinstance(alarm.signal, HealthCheck) and alarm.signal.inverted:
        yield (
            ("inverted",),
            f"true: an alarm while {alarm.signal.fqdn} answers, quiet while it is down",
        )
