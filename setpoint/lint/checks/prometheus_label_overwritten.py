"""The check `prometheus/label-overwritten`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import PrometheusRule
from setpoint.expressions import promql
from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("prometheus/label-overwritten", "error")
def prometheus_label_overwritten(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """Series differ in a label that the rule sets, so they become one."""
    rule = alert.signal
    if not isinstance(rule, PrometheusRule):
        return
    for label in sorted(promql.grouped_by(rule.expr) & rule.labels.keys()):
        message = f"keeps the label {label} apart, and the rule sets it: drop it or rename it"
        yield ("prometheus", "expr"), message
