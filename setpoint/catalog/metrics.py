"""Metrics of the config as metrics of the catalog."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog.expression_units import unit_of_expression
from setpoint.catalog.model import Metric, MetricQuery
from setpoint.expressions.metric_math.system import gets_data
from setpoint.metrics import FRACTION, is_share, unit_of_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.config import model as config
    from setpoint.config.units import Quantity
    from setpoint.expressions.metrics_insights import Query


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


def unit_of(metric: config.Metric, threshold: Quantity | None = None) -> str | None:
    """Return the unit in which a statistic's values come, None where nobody knows.

    Samples that are 0 or 1 are numbers, unless the threshold is in percent.
    """
    named = metric.unit or metric.measured_in
    return _unit(metric.namespace, metric.name, metric.statistic, named, _in_percent(threshold))


def unit_of_math(
    expression: str,
    metrics: Mapping[str, config.Metric],
    expressions: Mapping[str, str],
    threshold: Quantity | None = None,
) -> str | None:
    """Return the unit of an expression over metrics or of a query, None where nobody knows."""
    percent = _in_percent(threshold)

    def of_query(query: Query) -> str | None:
        return _unit(query.namespace, query.metric, query.statistic, None, percent)

    return unit_of_expression(
        expression,
        metrics={key: unit_of(metric, threshold) for key, metric in metrics.items()},
        expressions=expressions,
        of_query=of_query,
        shares=percent,
    )


def _in_percent(threshold: Quantity | None) -> bool:
    return threshold is not None and threshold.dimension == "percent"


def _unit(
    namespace: str, name: str, statistic: str, named: str | None, percent: bool
) -> str | None:
    if percent and is_share(namespace, name, statistic):
        return FRACTION
    return unit_of_values(namespace, name, statistic, named)


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
