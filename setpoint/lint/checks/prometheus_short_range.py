"""The check `prometheus/short-range`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import PrometheusRule
from setpoint.config.units import write_duration
from setpoint.expressions import promql
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

# What these tell begins with the first sample in the range: the step before it is missing.
_OF_STEPS = frozenset({"changes", "delta", "increase", "rate", "resets"})


@signal_check("prometheus/short-range", "warning", PrometheusRule)
def prometheus_short_range(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A range leaves out some of the time between two evaluations."""
    interval = rule.evaluation_interval
    ranges = (each.seconds for each in promql.selectors(rule.expr) if each.seconds is not None)
    shortest = min(ranges, default=None)
    if shortest is None or shortest > interval:
        return
    if shortest < interval or not _OF_STEPS.isdisjoint(promql.calls(rule.expr)):
        text = f"looks back {write_duration(shortest)}, evaluated every"
        yield (
            ("prometheus", "expr"),
            f"{text} {write_duration(interval)}: some steps are never seen; look back further",
        )
