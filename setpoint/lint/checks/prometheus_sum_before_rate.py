"""The check `prometheus/sum-before-rate`."""

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


@signal_check("prometheus/sum-before-rate", "warning", PrometheusRule)
def prometheus_sum_before_rate(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A rate is taken of a sum, in which one restart looks like one of all."""
    for function in promql.sums_first(rule.expr):
        message = f"{function} of a sum takes the restart of one counter for one of all"
        yield (
            ("prometheus", "expr"),
            f"{message}; sum the {function} of each: sum({function}(...))",
        )
