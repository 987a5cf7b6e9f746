"""How CloudWatch judges datapoints: the fields that all its alarms share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.config.evaluation import effective

if TYPE_CHECKING:
    from setpoint.catalog.model.alarm import ComparisonOperator, TreatMissingData
    from setpoint.config.model import Defaults, Evaluation

OPERATORS: Final[dict[str, ComparisonOperator]] = {
    ">": "GreaterThanThreshold",
    ">=": "GreaterThanOrEqualToThreshold",
    "<": "LessThanThreshold",
    "<=": "LessThanOrEqualToThreshold",
    "above": "GreaterThanUpperThreshold",
    "below": "LessThanLowerThreshold",
    "outside": "LessThanLowerOrGreaterThanUpperThreshold",
}


class Judged(NamedTuple):
    """What holds in the end, under the names of an alarm's fields; `period` in seconds."""

    period: int
    evaluation_periods: int
    datapoints_to_alarm: int
    treat_missing_data: TreatMissingData


def judged(section: Evaluation, defaults: Defaults) -> Judged:
    """Return a signal's own values, filled up from the defaults."""
    found = effective(section, defaults)
    return Judged(
        period=found.period,
        evaluation_periods=found.evaluation_periods,
        datapoints_to_alarm=found.datapoints_to_alarm,
        treat_missing_data=found.treat_missing_data,
    )
