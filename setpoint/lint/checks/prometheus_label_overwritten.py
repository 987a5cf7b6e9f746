"""The check `prometheus/label-overwritten`."""

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


@signal_check("prometheus/label-overwritten", "error", PrometheusRule)
def prometheus_label_overwritten(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """Series differ in a label that the rule sets, so they become one."""
    for label in sorted(promql.grouped_by(rule.expr) & rule.labels.keys()):
        message = f"keeps the label {label} apart, and the rule sets it: drop it or rename it"
        yield ("prometheus", "expr"), message
