"""Alerts of Prometheus that keep their milder twins quiet.

Twins have one name and service and differ in severity, as levels of an alert do. The milder one
is quiet for a series only while the graver one fires for the same: with the same value of each
label that either expression groups or joins by, and of those that tell one thing from another
by custom. Source: prometheus.io, Alertmanager's configuration, "Inhibition-related settings":
a label that is missing on both sides is alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.catalog.gravity import rank
from setpoint.catalog.model import PrometheusInhibition, PrometheusRule
from setpoint.expressions.promql import matched_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Alert

_SHARED: Final = frozenset({"service", "environment", "team"})
_ALWAYS: Final = ("service", "environment", "alertname")
# What exporters call the thing that a series is of.
_THINGS: Final = (
    *("cluster", "container", "device", "instance", "job", "mountpoint", "namespace", "node"),
    *("persistentvolumeclaim", "pod"),
)


def inhibitions(alerts: Iterable[Alert], context: Context) -> tuple[PrometheusInhibition, ...]:
    """Return one for each alert and each graver twin of it that is enabled."""
    named: dict[tuple[str, str], list[tuple[Alert, PrometheusRule]]] = {}
    for alert in alerts:
        if isinstance(alert.signal, PrometheusRule):
            key = (alert.service, alert.signal.name)
            named.setdefault(key, []).append((alert, alert.signal))
    order = list(context.config.severities)
    ranks = {
        name: (*rank(severity), order.index(name))
        for name, severity in context.config.severities.items()
    }
    return tuple(each for twins in named.values() for each in _of(twins, ranks))


def _of(
    twins: list[tuple[Alert, PrometheusRule]], ranks: Mapping[str, tuple[float, ...]]
) -> Iterator[PrometheusInhibition]:
    for target, quiet in twins:
        for source, loud in twins:
            if source.enabled and ranks[source.severity] < ranks[target.severity]:
                equal = {*_ALWAYS, *_THINGS, *matched_by(loud.expr), *matched_by(quiet.expr)}
                yield PrometheusInhibition(
                    source=_labels(source, loud),
                    target=_labels(target, quiet),
                    equal=tuple(sorted(equal - {"severity"})),
                )


def _labels(alert: Alert, rule: PrometheusRule) -> dict[str, str]:
    own = {name: value for name, value in rule.labels.items() if name not in _SHARED}
    return {"service": alert.service, "alertname": rule.name, **own}
