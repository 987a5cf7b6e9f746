"""Metrics Insights: queries that select metrics instead of naming them.

Source: AWS's CloudWatch user guide, "Query components and syntax in CloudWatch Metrics Insights".
"""

from setpoint.expressions.metrics_insights.parsing import (
    FUNCTIONS,
    Condition,
    Order,
    Query,
    parse,
    selects_metrics,
)
from setpoint.expressions.metrics_insights.writing import write

__all__ = ["FUNCTIONS", "Condition", "Order", "Query", "parse", "selects_metrics", "write"]
