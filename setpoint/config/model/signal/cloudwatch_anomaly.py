"""`cloudwatch_anomaly`: outside the band that CloudWatch learns from the past."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from setpoint.config.model.alarm_actions import AlarmActions
from setpoint.config.model.evaluation import Evaluation
from setpoint.config.model.metric import Metric
from setpoint.config.model.one_of import OneOf
from setpoint.config.model.signal.math import Expression, Expressions, Metrics
from setpoint.config.model.types import Line


class CloudWatchAnomaly(AlarmActions, Evaluation):
    """An alarm on ANOMALY_DETECTION_BAND: either a `metric`, or an `expression` over `metrics`."""

    one_of: ClassVar[OneOf | None] = OneOf(
        "watched value",
        ("metric", "expression"),
        none="has neither; write `metric`, or `expression` and `metrics`",
        several="has both a metric and an expression;"
        " write `metric`, or `expression` and `metrics`",
    )

    metric: Metric | None = None
    """The watched metric."""
    expression: Expression | None = None
    """The watched expression over ids of `metrics` and `expressions`."""
    metrics: Metrics = Field(default_factory=dict)
    """Metrics by the id that expressions use."""
    expressions: Expressions = Field(default_factory=dict)
    """Intermediate expressions by id."""
    label: Line | None = None
    """How graphs and notifications call the expression."""
    band: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
    """Width of the band in standard deviations."""
    comparison: Literal["above", "below", "outside"]
    """On which side of the band a datapoint breaches."""
