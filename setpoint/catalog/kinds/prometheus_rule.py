"""Alert rules of Prometheus.

An evaluation looks at a rule every interval: at worst a whole one has passed when the condition
is first seen, and `for` is over at the first evaluation after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import PrometheusRule
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnRule(Kind[PrometheusRule]):
    """An alert rule."""

    key = "prometheus"

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

    def delay(self, signal: PrometheusRule) -> int:
        """Return an evaluation, and the evaluations until `for` is over."""
        interval = signal.evaluation_interval
        return interval + -(-signal.pending_period // interval) * interval

    def delay_of(self, signal: PrometheusRule) -> str:
        """Return how long it holds, and how often somebody looks."""
        pending = signal.pending_period
        lasting = f"{write_duration(pending)} of it, " if pending else ""
        return f"{lasting}evaluated every {write_duration(signal.evaluation_interval)}"
