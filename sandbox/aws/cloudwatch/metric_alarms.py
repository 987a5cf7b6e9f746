"""PutMetricAlarm and the rules that botocore's model doesn't hold.

Sources: the API reference; error texts as users of the service report them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sandbox.aws.cloudwatch.alarm_records import METRIC, put_alarm
from sandbox.aws.cloudwatch.metric_queries import check_queries
from sandbox.aws.cloudwatch.refusals import invalid
from sandbox.aws.cloudwatch.statistics import is_percentile, is_statistic

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_MISSING_DATA = ("breaching", "notBreaching", "ignore", "missing")
_LOW_SAMPLES = ("evaluate", "ignore")
_SCALARS = (
    "MetricName",
    "Namespace",
    "Dimensions",
    "Period",
    "Unit",
    "Statistic",
    "ExtendedStatistic",
)
_BAND_OPERATORS = (
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "GreaterThanUpperThreshold",
)
_HIGH_RESOLUTION = (10, 20, 30)
_HOUR, _DAY, _WEEK = 3600, 86_400, 604_800
_MOST_QUERIES = 20


def put_metric_alarm(call: Call) -> None:
    """Create or replace an alarm on a metric, on metric math, on a band or on a query."""
    params = call.params
    if "EvaluationCriteria" not in params:
        _check_evaluation(params)
        _check_source(params)
    put_alarm(call, METRIC)


def check_period(period: int, evaluation_periods: int) -> None:
    """Refuse a period that CloudWatch doesn't know, or a window that is too long.

    Raises:
        AwsError: ValidationError.
    """
    if period not in _HIGH_RESOLUTION and (period < 1 or period % 60):
        raise invalid("Period must be 10, 20, 30 or a multiple of 60")
    window = period * evaluation_periods
    if period < _HOUR and window > _DAY:
        raise invalid(_too_long("day", _DAY, f"< {_HOUR}"))
    if window > _WEEK:
        raise invalid(_too_long("week", _WEEK, f">= {_HOUR}"))


def _too_long(unit: str, limit: int, periods: str) -> str:
    return (
        f"Metrics cannot be checked across more than a {unit} "
        f"(EvaluationPeriods * Period must be <= {limit}) for alarms using period {periods}"
    )


def _check_evaluation(params: dict[str, Any]) -> None:
    if "EvaluationPeriods" not in params:
        raise invalid("PutMetricAlarm request should have an EvaluationPeriods parameter")
    if "ComparisonOperator" not in params:
        raise invalid("PutMetricAlarm request should have a valid ComparisonOperator parameter")
    if params.get("DatapointsToAlarm", 1) > params["EvaluationPeriods"]:
        raise invalid("DatapointsToAlarm must be less than or equal to EvaluationPeriods")
    if params.get("TreatMissingData", "missing") not in _MISSING_DATA:
        raise invalid(
            f"The value {params['TreatMissingData']} is not supported for TreatMissingData "
            f"parameter. Supported values are [{', '.join(_MISSING_DATA)}]."
        )
    if params.get("EvaluateLowSampleCountPercentile", "evaluate") not in _LOW_SAMPLES:
        raise invalid(
            f"Option {params['EvaluateLowSampleCountPercentile']} is not supported. Supported "
            "options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore."
        )
    _check_threshold(params)


def _check_threshold(params: dict[str, Any]) -> None:
    band = params["ComparisonOperator"] in _BAND_OPERATORS
    if band != ("ThresholdMetricId" in params):
        raise invalid(
            "Alarms on anomaly detection models need both a ThresholdMetricId and one of the "
            f"comparison operators [{', '.join(_BAND_OPERATORS)}]"
        )
    if band and "Threshold" in params:
        raise invalid("Threshold and ThresholdMetricId cannot be specified together")
    if not band and not math.isfinite(params.get("Threshold", math.nan)):
        raise invalid("PutMetricAlarm request should have valid Threshold parameter")


def _check_source(params: dict[str, Any]) -> None:
    if params.get("Metrics"):
        _check_metrics(params)
    else:
        _check_scalar_metric(params)


def _check_metrics(params: dict[str, Any]) -> None:
    if any(params.get(name) for name in _SCALARS):
        raise invalid("Scalar metric parameters must not be set if list of Metrics is set.")
    if len(params["Metrics"]) > _MOST_QUERIES:
        raise invalid(f"An alarm may specify at most {_MOST_QUERIES} metric queries.")
    for period in check_queries(params["Metrics"], params.get("ThresholdMetricId")):
        check_period(period, params["EvaluationPeriods"])


def _check_scalar_metric(params: dict[str, Any]) -> None:
    for name in ("MetricName", "Namespace"):
        if name not in params:
            raise invalid(f"PutMetricAlarm request should have a {name} parameter or Metrics")
    if "ThresholdMetricId" in params:
        raise invalid("ThresholdMetricId needs the list of Metrics that it refers to")
    _check_statistic(params)
    if "Period" not in params:
        raise invalid("PutMetricAlarm request should have a Period parameter")
    check_period(params["Period"], params["EvaluationPeriods"])


def _check_statistic(params: dict[str, Any]) -> None:
    simple, extended = params.get("Statistic"), params.get("ExtendedStatistic")
    if simple and extended:
        raise invalid(
            "PutMetricAlarm request can not be made with both Statistic and ExtendedStatistic "
            "parameters. Only one of them should be present"
        )
    statistic = simple or extended
    if not statistic:
        raise invalid("PutMetricAlarm request should have a Statistic parameter")
    if not is_statistic(statistic):
        raise invalid(f"The value {statistic} for parameter ExtendedStatistic is not supported.")
    if params.get("EvaluateLowSampleCountPercentile") and not is_percentile(statistic):
        raise invalid(
            f"Option evaluateLowSampleCountPercentile can not be applied with statistic "
            f"{statistic}. This option is enabled only for percentile statistics."
        )
