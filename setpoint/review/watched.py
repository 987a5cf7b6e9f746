"""Which metrics somebody watches: each by namespace, name and dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Catalog, Metric, Signal

MetricKey: TypeAlias = tuple[str, str, tuple[tuple[str, str], ...]]


def metrics(signal: Signal) -> Iterator[MetricKey]:
    """Yield what a signal watches; Sentry's and health checks' own data is no metric of ours."""
    for alarm in signal.drawn:
        yield from map(_key, alarm.read)


def watched(catalog: Catalog) -> frozenset[MetricKey]:
    """Return every metric that some enabled alert of an environment watches."""
    alerts = (alert for alert in catalog.alerts.values() if alert.enabled)
    return frozenset(key for alert in alerts for key in metrics(alert.signal))


def metric_text(metric: MetricKey) -> str:
    """Return `AWS/SQS NumberOfMessagesSent of QueueName orders`."""
    namespace, name, dimensions = metric
    of = " and ".join(f"{key} {value}" for key, value in dimensions)
    return f"{namespace} {name} of {of}" if of else f"{namespace} {name}"


def _key(metric: Metric) -> MetricKey:
    return metric.namespace, metric.name, tuple(sorted(metric.dimensions.items()))
