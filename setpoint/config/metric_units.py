"""The unit of what is read: of a metric's statistic, of an expression, of counted lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from setpoint.config.expression_units import unit_of_expression
from setpoint.metrics import FRACTION, is_share, unit_of_outcome, unit_of_values, units_of

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
    return _unit_in(metric, percent=_in_percent(threshold))


def unit_of_math(
    expression: str,
    metrics: Mapping[str, config.Metric],
    expressions: Mapping[str, str],
    threshold: Quantity | None = None,
) -> str | None:
    """Return the unit of an expression over metrics or of a query, None where nobody knows."""
    return _unit_of_math(expression, metrics, expressions, shares=_in_percent(threshold))


def unit_of_share(section: config.CloudWatchMath) -> str | None:
    """Return Percent or Fraction for an expression that is a share if its ratios are."""
    if section.measured_in is not None:
        return None
    unit = _unit_of_math(section.expression, section.metrics, section.expressions, shares=True)
    return unit if unit in units_of("percent") else None


def _unit_of_math(
    expression: str,
    metrics: Mapping[str, config.Metric],
    expressions: Mapping[str, str],
    *,
    shares: bool,
) -> str | None:
    def of_query(query: Query) -> str | None:
        return _unit(query.namespace, query.metric, query.statistic, None, shares)

    return unit_of_expression(
        expression,
        metrics={key: _unit_in(metric, percent=shares) for key, metric in metrics.items()},
        expressions=expressions,
        of_query=of_query,
        shares=shares,
    )


def _in_percent(threshold: Quantity | None) -> bool:
    return threshold is not None and threshold.dimension == "percent"


def _unit_in(metric: config.Metric, *, percent: bool) -> str | None:
    named = metric.unit or metric.measured_in
    return _unit(metric.namespace, metric.name, metric.statistic, named, percent)


def _unit(
    namespace: str, name: str, statistic: str, named: str | None, percent: bool
) -> str | None:
    if percent and is_share(namespace, name, statistic):
        return FRACTION
    return unit_of_values(namespace, name, statistic, named)
