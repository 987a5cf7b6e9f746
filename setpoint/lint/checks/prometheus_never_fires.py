"""The check `prometheus/never-fires`."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from setpoint.catalog.model import PrometheusRule
from setpoint.expressions import promql
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@signal_check("prometheus/never-fires", "error", PrometheusRule)
def prometheus_never_fires(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A rule compares with what no value can reach."""
    can_be = promql.never(rule.expr)
    if can_be is None:
        return
    yield ("prometheus", "expr"), f"no value passes: {_told(can_be)}"


def _told(can_be: promql.Range) -> str:
    if can_be.low == 1:
        return "without series there is no result at all; write absent(...) or ... or vector(0)"
    if can_be.high == inf:
        return f"there is none below {can_be.low:g}"
    if can_be.low == -inf:
        return f"there is none above {can_be.high:g}"
    return f"they lie between {can_be.low:g} and {can_be.high:g}"
