"""The check `prometheus/many-to-many`."""

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


@signal_check("prometheus/many-to-many", "error", PrometheusRule)
def prometheus_many_to_many(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """An operator joins several series with one, and does not say so."""
    if any(promql.unlike(rule.expr)):
        return  # nothing is joined then
    for each in promql.several(rule.expr):
        by = ", ".join(each.joined) or "no label"
        yield ("prometheus", "expr"), f"{each.operator} joins series by {by}, and {_told(each)}"


def _told(each: promql.Several) -> str:
    left, right = (", ".join(labels) for labels in (each.left, each.right))
    if each.both:
        return f"both sides have several: by {left} and by {right}; sum one side by the join"
    side, labels = ("left", left) if left else ("right", right)
    way = f"say group_{side}, or sum by the labels of the join"
    return f"the {side} side has several, by {labels}; {way}"
