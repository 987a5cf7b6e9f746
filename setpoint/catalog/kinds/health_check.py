"""Health checks of Route 53."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from setpoint.catalog.conditions import window
from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.kinds.on_data import OnMetric, impossible_window, interval
from setpoint.catalog.model import HealthCheck
from setpoint.catalog.quantity import quantity
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnHealthCheck(Kind[HealthCheck]):
    """A health check with its alarm."""

    key = "http_check"

    def watched(self, signal: HealthCheck) -> str:
        """Return the address."""
        return f"{signal.fqdn}:{signal.port}{signal.resource_path}"

    def limits(self, signal: HealthCheck) -> Iterator[Limit]:
        """Yield the share of healthy minutes, or how often it has to fail."""
        if signal.availability is not None:
            yield Limit(f"< {quantity(signal.availability, 'Percent')}", window(signal.alarm))
            return
        failures = signal.failure_threshold
        apart = write_duration(signal.request_interval)
        yield Limit(f"{failures} failures", f"{failures} x {apart}")

    def delay(self, signal: HealthCheck) -> int:
        """Return the time of the failures and of the alarm, or of the downtime that is allowed."""
        failing = signal.request_interval * signal.failure_threshold
        if signal.availability is None:
            return failing + OnMetric().delay(signal.alarm)
        return failing + _allowed_downtime(signal, signal.availability) + interval(signal.alarm)

    def delay_of(self, signal: HealthCheck) -> str:
        """Return how many failures, or for how long it may be unhealthy."""
        if signal.availability is None:
            apart = write_duration(signal.request_interval)
            failures = f"{signal.failure_threshold} failures {apart} apart"
            return f"{failures}, then {OnMetric().delay_of(signal.alarm)}"
        allowed = write_duration(_allowed_downtime(signal, signal.availability))
        return f"unhealthy for {allowed}, judged every {write_duration(interval(signal.alarm))}"

    def obstacle(self, signal: HealthCheck) -> str | None:
        """Return the alarm's."""
        return impossible_window(signal.alarm)


def _allowed_downtime(check: HealthCheck, target: float) -> int:
    """Return the unhealthy seconds after which an outage that lasts is below the target."""
    within = check.alarm.period * (1 - target / 100)
    return (check.alarm.datapoints_to_alarm - 1) * check.alarm.period + ceil(within)
