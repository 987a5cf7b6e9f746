"""The check `http-check/no-tls`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import HealthCheck
from setpoint.lint.check import AlarmCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class HttpCheckNoTls(AlarmCheck):
    """The health check goes around TLS, whose failure users would see first."""

    name = "http-check/no-tls"
    severity = "warning"
    summary = "The health check goes around TLS, whose failure users would see first"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        signal = alarm.signal
        if isinstance(signal, HealthCheck) and signal.type in {"HTTP", "HTTP_STR_MATCH"}:
            yield (
                ("url",),
                f"http://{signal.fqdn} does not notice an expired certificate; write https://",
            )
