"""The check `prometheus/raw-counter`."""

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

_COUNTER = "_total"


class PrometheusRawCounter(AlertCheck):
    """A counter is compared as it stands, though it only ever grows."""

    name = "prometheus/raw-counter"
    severity = "warning"
    summary = "A counter is compared as it stands, though it only ever grows"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        rule = alert.signal
        if not isinstance(rule, PrometheusRule):
            return
        if rule.threshold is None or promql.calls(rule.watched):
            return
        for each in promql.selectors(rule.watched):
            if each.name.endswith(_COUNTER) and each.seconds is None:
                message = f"{each.name} only grows until its process restarts; take rate() of it"
                yield ("prometheus", "expr"), message
