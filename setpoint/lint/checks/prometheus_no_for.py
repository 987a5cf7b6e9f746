"""The check `prometheus/no-for`."""

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


@signal_check("prometheus/no-for", "warning", PrometheusRule)
def prometheus_no_for(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A rule pages for a single sample."""
    if rule.pending_period or alert.route.page is None:
        return
    watched = promql.selectors(rule.expr)
    if watched and all(each.seconds is None for each in watched):
        yield ("prometheus",), "pages at the first sample; say `for`, or look at a range"
