"""`cloudwatch_math`: a metric math expression against a fixed threshold."""

from __future__ import annotations

from pydantic import Field

from setpoint.config.model.alarm_actions import AlarmActions
from setpoint.config.model.evaluation import Comparison, Evaluation
from setpoint.config.model.metric import Measure
from setpoint.config.model.signal.math import Expression, Expressions, Metrics
from setpoint.config.model.types import Line, Threshold


class CloudWatchMath(AlarmActions, Evaluation):
    """An alarm on an expression over up to ten metrics (PutMetricAlarm with Metrics)."""

    expression: Expression
    """The watched expression over ids of `metrics` and `expressions`, or a query (SELECT ...)."""
    metrics: Metrics = Field(default_factory=dict)
    """Metrics by the id that expressions use, at most 10."""
    expressions: Expressions = Field(default_factory=dict)
    """Intermediate expressions by id."""
    measured_in: Measure | None = None
    """The unit of the expression's value, for reading the threshold. Fraction: from 0 to 1."""
    label: Line | None = None
    """How graphs and notifications call the expression."""
    comparison: Comparison
    """How a datapoint compares with the threshold to breach it."""
    threshold: Threshold
    """The threshold with its unit: 5%, 1.5s, or a plain number in the expression's own."""
