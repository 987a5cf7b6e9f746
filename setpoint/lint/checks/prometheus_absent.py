"""The check `prometheus/absent`."""

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

_DOWN = {("==", 0.0), ("<", 1.0), ("!=", 1.0)}
# Prometheus's own series of each target; that of any other metric is gone with its target.
_UP = "up"


@signal_check("prometheus/absent", "info", PrometheusRule)
def prometheus_absent(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A rule that waits for zero is silent when its series are gone."""
    if (rule.comparison, rule.threshold) not in _DOWN or promql.calls(rule.watched):
        return
    watched = {
        (each.name, each.matchers)
        for each in promql.selectors(rule.watched)
        if each.name == _UP and any(sign == "=" for _, sign, _ in each.matchers)
    }
    others = (one.signal for one in environment.catalog.alerts.values() if one.enabled)
    for other in others:
        if isinstance(other, PrometheusRule) and "absent" in promql.calls(other.expr):
            watched -= {(each.name, each.matchers) for each in promql.selectors(other.expr)}
    if watched:
        message = "can't fire once the series are gone; add a rule with absent()"
        yield ("prometheus", "expr"), message
