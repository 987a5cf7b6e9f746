"""Alarms to replay."""

from __future__ import annotations

from typing import Any

from setpoint.catalog.model import Metric, MetricAlarm

OPERATORS = {
    ">": "GreaterThanThreshold",
    ">=": "GreaterThanOrEqualToThreshold",
    "<": "LessThanThreshold",
    "<=": "LessThanOrEqualToThreshold",
}


def metric_alarm(
    window: tuple[int, int] = (1, 1),
    treat: str = "missing",
    *,
    comparison: str = ">",
    threshold: float = 0,
    period: int = 60,
    statistic: str = "Average",
    **changes: Any,
) -> MetricAlarm:
    """An alarm with M of N; by default 1 breaches and 0 doesn't."""
    values: dict[str, Any] = {
        "alarm_name": "a",
        "description": "",
        "metric": Metric(namespace="Shop", name="Requests", dimensions={}, statistic=statistic),
        "comparison_operator": OPERATORS[comparison],
        "threshold": threshold,
        "period": period,
        "datapoints_to_alarm": window[0],
        "evaluation_periods": window[1],
        "treat_missing_data": treat,
        **changes,
    }
    return MetricAlarm(**values)
