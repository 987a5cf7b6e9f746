"""What one signal costs a month: alarm metrics, composites, custom metrics, health checks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import (
    AnomalyAlarm,
    CompositeAlarm,
    HealthCheck,
    LogMetric,
    MathAlarm,
    MetricAlarm,
)
from setpoint.expressions.metrics_insights import selects_metrics
from setpoint.metrics import is_custom

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from setpoint.catalog.model import MetricQuery, Signal
    from setpoint.cost.prices import Prices

_STANDARD_PERIOD = 60
_FAST = 10
SELECTED: Final = "metric selected by a query"


@dataclass(frozen=True, slots=True)
class Charge:
    """One thing AWS bills: how many of it, at what price each.

    Attributes:
        unit: `alarm metric`, `high-resolution alarm metric`, `metric selected by a query`,
            `composite alarm`, `health check`, `health check feature`.
    """

    unit: str
    quantity: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """US dollars a month before the free tier."""
        return self.quantity * self.price


@singledispatch
def charges(signal: Signal, prices: Prices) -> tuple[Charge, ...]:
    """Return what AWS charges for a signal; Sentry's are in Sentry's plan, so nothing."""
    del signal, prices
    return ()


@charges.register(MetricAlarm)
def _metric(signal: MetricAlarm, prices: Prices) -> tuple[Charge, ...]:
    return (_alarm_metrics(1, signal.period, prices),)


@charges.register(MathAlarm)
def _math(signal: MathAlarm, prices: Prices) -> tuple[Charge, ...]:
    named, selecting = _metric_count(signal.queries), _selecting(signal.queries)
    return (
        *((_alarm_metrics(named, signal.period, prices),) if named else ()),
        *((Charge(SELECTED, selecting, prices.alarms.insights_metric),) if selecting else ()),
    )


@charges.register(AnomalyAlarm)
def _anomaly(signal: AnomalyAlarm, prices: Prices) -> tuple[Charge, ...]:
    count = _metric_count(signal.queries) + prices.alarms.anomaly_extra_metrics
    return (_alarm_metrics(count, signal.period, prices),)


@charges.register(LogMetric)
def _log(signal: LogMetric, prices: Prices) -> tuple[Charge, ...]:
    return charges(signal.alarm, prices)


@charges.register(CompositeAlarm)
def _composite(signal: CompositeAlarm, prices: Prices) -> tuple[Charge, ...]:
    own = Charge("composite alarm", 1, prices.alarms.composite)
    of_children = (
        charge for child in signal.children.values() for charge in charges(child, prices)
    )
    return (own, *of_children)


@charges.register(HealthCheck)
def _health(signal: HealthCheck, prices: Prices) -> tuple[Charge, ...]:
    features = (
        signal.type.startswith("HTTPS"),
        signal.search_string is not None,
        signal.request_interval == _FAST,
        signal.measure_latency,
    )
    return (
        Charge("health check", 1, prices.health_checks.other_endpoint),
        Charge("health check feature", sum(features), prices.health_checks.optional_feature),
        *charges(signal.alarm, prices),
    )


def _alarm_metrics(count: int, period: int, prices: Prices) -> Charge:
    if period < _STANDARD_PERIOD:
        return Charge("high-resolution alarm metric", count, prices.alarms.high_resolution_metric)
    return Charge("alarm metric", count, prices.alarms.standard_metric)


def _metric_count(queries: Iterable[MetricQuery]) -> int:
    """Count the metrics of an expression; AWS bills each, not the expression."""
    return sum(query.metric is not None for query in queries)


def _selecting(queries: Iterable[MetricQuery]) -> int:
    """Count the queries that select metrics: how many each finds, only CloudWatch knows."""
    return sum(selects_metrics(query.expression or "") for query in queries)


def custom_metrics(signal: Signal) -> Iterator[tuple[str, ...]]:
    """Yield a key for each custom metric a signal needs; the same metric has the same key."""
    for metric in signal.metrics:
        if is_custom(metric.namespace):
            dimensions = (f"{key}={value}" for key, value in sorted(metric.dimensions.items()))
            yield (metric.namespace, metric.name, *dimensions)
