"""Alert rules of Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import PrometheusRule
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnRule(Kind[PrometheusRule]):
    """An alert rule."""

    def watched(self, signal: PrometheusRule) -> str:
        """Return what is compared."""
        return signal.watched

    def limits(self, signal: PrometheusRule) -> Iterator[Limit]:
        """Yield the threshold as it was written, and for how long it holds."""
        pending = signal.pending_period
        lasting = f"for {write_duration(pending)}" if pending else "at once"
        if signal.comparison is None or signal.threshold_text is None:
            yield Limit("condition holds", lasting)
        else:
            yield Limit(f"{signal.comparison} {signal.threshold_text}", lasting)
