"""The check `prometheus/absent`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import PrometheusRule
from setpoint.config import promql
from setpoint.lint.check import AlertCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_DOWN = {("==", 0.0), ("<", 1.0), ("!=", 1.0)}


class PrometheusAbsent(AlertCheck):
    """A rule that waits for zero is silent when its series are gone."""

    name = "prometheus/absent"
    severity = "info"
    summary = "A rule that waits for zero is silent when its series are gone"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        rule = alert.signal
        if not isinstance(rule, PrometheusRule):
            return
        if (rule.comparison, rule.threshold) not in _DOWN or promql.calls(rule.watched):
            return
        watched = {(each.name, each.matchers) for each in promql.selectors(rule.watched)}
        others = (one.signal for one in environment.catalog.alerts.values() if one.enabled)
        for other in others:
            if isinstance(other, PrometheusRule) and "absent" in promql.calls(other.expr):
                watched -= {(each.name, each.matchers) for each in promql.selectors(other.expr)}
        if watched:
            message = "can't fire once the series are gone; add a rule with absent()"
            yield ("prometheus", "expr"), message
