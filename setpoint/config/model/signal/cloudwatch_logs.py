"""`cloudwatch_logs`: a metric filter on a log group, and an alarm on what it counts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from setpoint.config.model.alarm_actions import AlarmActions
from setpoint.config.model.evaluation import Comparison, Evaluation, LowSamples
from setpoint.config.model.metric import Dimensions, MetricName, Namespace, Statistic, Unit
from setpoint.config.model.section import Section
from setpoint.config.model.types import FilterPattern, Line, Threshold
from setpoint.config.model.types.log_group import LogGroup


class LogMetric(Section):
    """The metric that matching lines are turned into (PutMetricFilter, metricTransformations)."""

    namespace: Namespace
    """A namespace of your own."""
    name: MetricName
    """The metric's name."""
    value: Line = "1"
    """What a matching line adds: a number in quotes, or a field such as $.duration."""
    default: Annotated[float, Field(allow_inf_nan=False)] | None = None
    """What is published for a minute with lines but no match; not together with dimensions."""
    dimensions: Annotated[dict[Line, Line], Field(max_length=3)] = Field(default_factory=dict)
    """Dimension name to the field that holds its value, at most 3."""
    unit: Unit | None = None
    """CloudWatch's unit."""


class CloudWatchLogs(AlarmActions, Evaluation):
    """Lines of a log group that match a pattern."""

    log_group: LogGroup
    """Name of the log group, which must exist."""
    pattern: FilterPattern
    """The filter pattern, in CloudWatch's language; an empty one matches every line."""
    metric: LogMetric
    """The metric made from matching lines."""
    dimensions: Dimensions = Field(default_factory=dict)
    """The values that the alarm watches, one for each of the metric's dimensions."""
    statistic: Statistic = "Sum"
    """The statistic to judge."""
    comparison: Comparison
    """How a datapoint compares with the threshold to breach it."""
    threshold: Threshold
    """The threshold, with its unit or as a plain number of matching lines."""
    low_samples: LowSamples | None = None
    """For percentiles: judge periods with too few samples, or keep the state."""
