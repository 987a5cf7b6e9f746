"""The check `http-check/no-tls`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import HealthCheck
from setpoint.lint.check import alarm_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("http-check/no-tls", "warning")
def http_check_no_tls(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The health check goes around TLS, whose failure users would see first."""
    signal = alarm.signal
    if isinstance(signal, HealthCheck) and signal.type in {"HTTP", "HTTP_STR_MATCH"}:
        yield (
            ("url",),
            f"http://{signal.fqdn} does not notice an expired certificate; write https://",
        )
