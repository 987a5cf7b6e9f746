"""`cloudwatch`: one metric against a fixed threshold."""

from __future__ import annotations

from setpoint.config.model.alarm_actions import AlarmActions
from setpoint.config.model.evaluation import Comparison, Evaluation, LowSamples
from setpoint.config.model.metric import Metric
from setpoint.config.model.types import Threshold


class CloudWatch(AlarmActions, Evaluation):
    """An alarm on one metric (PutMetricAlarm with MetricName)."""

    metric: Metric
    """The metric."""
    comparison: Comparison
    """How a datapoint compares with the threshold to breach it."""
    threshold: Threshold
    """The threshold with its unit: 80%, 1.5s, 250ms, 5/min, 1GiB, or a plain number."""
    low_samples: LowSamples | None = None
    """For percentiles: judge periods with too few samples, or keep the state."""
