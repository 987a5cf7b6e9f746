"""The check `prometheus/no-le`."""

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


@signal_check("prometheus/no-le", "error", PrometheusRule)
def prometheus_no_le(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A quantile is taken of buckets without their bounds."""
    if promql.lost_buckets(rule.expr):
        message = "histogram_quantile needs the label le, which is summed away; keep it in by"
        yield ("prometheus", "expr"), message
