"""The check `prometheus/percent`."""

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

_HUNDRED = 100


@signal_check("prometheus/percent", "error", PrometheusRule)
def prometheus_percent(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A percentage is compared with an expression that counts to a hundred."""
    section = environment.loaded.config.services[alert.service].alerts[alert.name].prometheus
    given = section.threshold if section is not None else None
    if (
        given is None
        or given.dimension != "percent"
        or not promql.multiplies(rule.watched, _HUNDRED)
    ):
        return
    message = f"{given} is {rule.threshold:g} in base units; write {given.value:g}"
    yield ("prometheus", "threshold"), f"{message}, as the expression counts to a hundred"
