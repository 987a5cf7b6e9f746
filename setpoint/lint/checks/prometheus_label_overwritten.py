"""The check `prometheus/label-overwritten`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import PrometheusRule
from setpoint.expressions import promql
from setpoint.lint.check import AlertCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class PrometheusLabelOverwritten(AlertCheck):
    """Series differ in a label that the rule sets, so they become one."""

    name = "prometheus/label-overwritten"
    severity = "error"
    summary = "Series differ in a label that the rule sets, so they become one"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        rule = alert.signal
        if not isinstance(rule, PrometheusRule):
            return
        for label in sorted(promql.grouped_by(rule.expr) & rule.labels.keys()):
            message = f"keeps the label {label} apart, and the rule sets it: drop it or rename it"
            yield ("prometheus", "expr"), message
