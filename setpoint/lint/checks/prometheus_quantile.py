"""The check `prometheus/quantile`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import PrometheusRule
from setpoint.expressions import promql
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@signal_check("prometheus/quantile", "error", PrometheusRule)
def prometheus_quantile(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A quantile is not between 0 and 1."""
    for quantile in promql.odd_quantiles(rule.expr):
        share = quantile / 100
        hint = f"; write {share:g}" if 0 <= share <= 1 else ""
        yield ("prometheus", "expr"), f"the quantile {quantile:g} is infinite{hint}"
