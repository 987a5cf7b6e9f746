"""How CloudWatch judges datapoints: the part that all its alarms share."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from setpoint.config.model.section import Section
from setpoint.config.model.types import Period

TreatMissingData: TypeAlias = Literal["missing", "ignore", "breaching", "notBreaching"]
Comparison: TypeAlias = Literal[">", ">=", "<", "<="]
LowSamples: TypeAlias = Literal["evaluate", "ignore"]
Count: TypeAlias = Annotated[int, Field(ge=1)]


class Evaluation(Section):
    """Periods and missing data; what is absent comes from `defaults.evaluation`.

    `setpoint.config.evaluation.effective` says what holds in the end.
    """

    period: Period | None = None
    """Length of one period: 10s, 20s, 30s or a multiple of 1m."""
    evaluation_periods: Count | None = None
    """N, the number of periods looked at."""
    datapoints_to_alarm: Count | None = None
    """M, how many of the N periods must breach; all of them if absent."""
    treat_missing_data: TreatMissingData | None = None
    """What a period without data counts as."""
