"""The check `prometheus/short-range`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import PrometheusRule
from setpoint.config import promql
from setpoint.config.units import write_duration
from setpoint.lint.check import AlertCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_SAMPLES = 2


class PrometheusShortRange(AlertCheck):
    """A range is shorter than two evaluations."""

    name = "prometheus/short-range"
    severity = "warning"
    summary = "A range is shorter than two evaluations"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        rule = alert.signal
        if not isinstance(rule, PrometheusRule):
            return
        interval = rule.evaluation_interval
        ranges = (each.seconds for each in promql.selectors(rule.expr) if each.seconds is not None)
        shortest = min(ranges, default=None)
        if shortest is not None and shortest < _SAMPLES * interval:
            text = f"looks back {write_duration(shortest)}, evaluated every"
            yield (
                ("prometheus", "expr"),
                f"{text} {write_duration(interval)}; want {_SAMPLES} evaluations or more",
            )
