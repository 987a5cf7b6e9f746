"""Health checks of Route 53."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.conditions import window
from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import HealthCheck
from setpoint.catalog.quantity import quantity
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnHealthCheck(Kind[HealthCheck]):
    """A health check with its alarm."""

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
