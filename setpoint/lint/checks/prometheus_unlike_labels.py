"""The check `prometheus/unlike-labels`."""

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


@signal_check("prometheus/unlike-labels", "error", PrometheusRule)
def prometheus_unlike_labels(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """An operator joins series that never have the same labels."""
    for each in promql.unlike(rule.expr):
        left, right = (", ".join(labels) or "no label" for labels in (each.left, each.right))
        message = f"{each.operator} joins series by {left} with series by {right}, which never"
        yield (
            ("prometheus", "expr"),
            f"{message} are alike; group alike, or say on() or ignoring()",
        )
