"""The check `prometheus/raw-counter`."""

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

_COUNTER = "_total"
# The word before it, of what is counted as it happens; other names that end so are often gauges:
# pg_total, nodes_offline_total, uptime_seconds_total.
_HAPPENINGS = frozenset(
    (  # noqa: SIM905 - one text reads better than forty quoted words
        "aborted bytes calls commits completed created deleted dropped drops errors events"
        " evictions exceptions failed failures hits jobs logins messages misses operations orders"
        " packets panics published queries received rejected requests resets responses restarts"
        " retries rollbacks runs scrapes sent timeouts transactions writes"
    ).split()
)


@signal_check("prometheus/raw-counter", "warning", PrometheusRule)
def prometheus_raw_counter(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A counter is compared as it stands, though it only ever grows."""
    if rule.threshold is None or promql.calls(rule.watched):
        return
    for each in promql.selectors(rule.watched):
        words = each.name.removesuffix(_COUNTER).rpartition("_")
        counter = each.name.endswith(_COUNTER) and words[2] in _HAPPENINGS
        if counter and each.seconds is None:
            message = f"{each.name} only grows until its process restarts; take rate() of it"
            yield ("prometheus", "expr"), message
