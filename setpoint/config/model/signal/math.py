"""What alarms on metric math share: named metrics and expressions over them."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from setpoint.config.model.metric import Metric
from setpoint.config.model.types import LongText, QueryId

# PutMetricAlarm's limit on expressions.
Expression: TypeAlias = LongText
Metrics: TypeAlias = Annotated[dict[QueryId, Metric], Field(max_length=10)]
Expressions: TypeAlias = dict[QueryId, Expression]
