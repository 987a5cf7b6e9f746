"""The unit of what is read: of a metric's statistic, of an expression, of counted lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from setpoint.config.expression_units import unit_of_expression
from setpoint.metrics import FRACTION, is_share, unit_of_outcome, unit_of_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.config import model as config
    from setpoint.config.units import Quantity
    from setpoint.expressions.metrics_insights import Query


class Scale(NamedTuple):
    """What watched values are: their unit, and the statistic by which rates become counts."""

    unit: str | None
    statistic: str | None


def metric_scale(section: config.CloudWatch) -> Scale:
    """Return what an alarm on a metric watches."""
    return Scale(unit_of(section.metric, section.threshold), section.metric.statistic)


def math_scale(section: config.CloudWatchMath) -> Scale:
    """Return what an alarm on a valid expression watches: what the config names, or its outcome."""
    unit = section.measured_in or unit_of_math(
        section.expression, section.metrics, section.expressions, section.threshold
    )
    # An expression measured in counts is a count a period; any other has no statistic.
    return Scale(unit, "Sum" if unit == "Count" else None)


def log_scale(section: config.CloudWatchLogs) -> Scale:
    """Return what an alarm on counted lines watches."""
    return Scale(unit_of_outcome(section.metric.unit, section.statistic), section.statistic)


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
