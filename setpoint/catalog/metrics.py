"""Metrics of the config as metrics of the catalog."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog.model import Metric, MetricQuery
from setpoint.expressions.metric_math.system import gets_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.config import model as config


def build_metric(metric: config.Metric) -> Metric:
    """Return the metric as CloudWatch is asked for it."""
    return Metric(
        namespace=metric.namespace,
        name=metric.name,
        dimensions=metric.dimensions,
        statistic=metric.statistic,
        unit=metric.unit,
        label=metric.label,
        account_id=metric.account_id,
    )


def build_queries(
    *,
    metrics: Mapping[str, config.Metric],
    expressions: Mapping[str, str],
    expression: str,
    period: int,
    label: str | None,
) -> tuple[MetricQuery, ...]:
    """Return the queries of an expression; its own comes last and alone returns data."""
    taken = {*metrics, *expressions}
    return (
        *(
            MetricQuery(id=key, metric=build_metric(metric), period=period, label=metric.label)
            for key, metric in metrics.items()
        ),
        *(_expression(key, text, period) for key, text in expressions.items()),
        replace(
            _expression(free_id("value", taken), expression, period), label=label, return_data=True
        ),
    )


def _expression(key: str, text: str, period: int) -> MetricQuery:
    """Return an expression; one that gets data by itself has no other source of a period."""
    return MetricQuery(id=key, expression=text, period=period if gets_data(text) else None)


def free_id(wanted: str, taken: set[str]) -> str:
    """Return the id, with a number behind it where it is taken."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}{number}"
    return name
