"""aws:cloudwatch/metricAlarm:MetricAlarm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import UNKNOWN
from sandbox.plugins.aws.fields import Field, at_least, length, matches, one_of
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.resources.alarm_fields import ACTION_FIELDS
from sandbox.plugins.aws.resources.metric_queries import (
    QUERY,
    dimension_list,
    dimension_map,
    from_cloudwatch,
    to_cloudwatch,
)
from sandbox.plugins.aws.tagging import ByArn, tag_list
from sandbox.plugins.aws.values import EXTENDED, STATISTICS, unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws
    from sandbox.plugins.aws.tagging import Tagger

_PERIODS = (10, 20, 30)
_OPERATORS = (
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "GreaterThanUpperThreshold",
)
# Input to parameter where the value goes over unchanged.
_PLAIN = {
    "actionsEnabled": "ActionsEnabled",
    "alarmActions": "AlarmActions",
    "alarmDescription": "AlarmDescription",
    "comparisonOperator": "ComparisonOperator",
    "datapointsToAlarm": "DatapointsToAlarm",
    "evaluateLowSampleCountPercentiles": "EvaluateLowSampleCountPercentile",
    "evaluationPeriods": "EvaluationPeriods",
    "extendedStatistic": "ExtendedStatistic",
    "insufficientDataActions": "InsufficientDataActions",
    "metricName": "MetricName",
    "name": "AlarmName",
    "namespace": "Namespace",
    "okActions": "OKActions",
    "period": "Period",
    "statistic": "Statistic",
    "threshold": "Threshold",
    "thresholdMetricId": "ThresholdMetricId",
    "treatMissingData": "TreatMissingData",
    "unit": "Unit",
}


def _period(value: Any) -> str | None:
    if value in _PERIODS or (value > 0 and value % 60 == 0):
        return None
    shown = " ".join(str(period) for period in _PERIODS)
    return f"expected %s to be one of [{shown}] or divisible by 60, got {value}"


class MetricAlarm(AwsResource):
    """An alarm on a metric, on metric math or on a band."""

    token = "aws:cloudwatch/metricAlarm:MetricAlarm"
    label = "CloudWatch Metric Alarm"
    auto_name = "name"
    tagger: ClassVar[Tagger | None] = ByArn("cloudwatch")
    fields: ClassVar[Mapping[str, Field]] = {
        **ACTION_FIELDS,
        "actionsEnabled": Field(kind="boolean", default=True),
        "comparisonOperator": Field(required=True, rule=one_of(*_OPERATORS)),
        "datapointsToAlarm": Field(kind="integer", rule=at_least(1)),
        "dimensions": Field(kind="map"),
        "evaluateLowSampleCountPercentiles": Field(
            computed=True, rule=one_of("evaluate", "ignore")
        ),
        "evaluationPeriods": Field(kind="integer", required=True, rule=at_least(1)),
        "extendedStatistic": Field(rule=matches(EXTENDED, "invalid statistic")),
        "metricName": Field(rule=length(1, 255)),
        "metricQueries": Field(kind="set", members=QUERY),
        "name": Field(required=True, replaces=True, rule=length(1, 255)),
        "namespace": Field(rule=length(1, 255)),
        "period": Field(kind="integer", rule=_period),
        "statistic": Field(rule=one_of(*STATISTICS)),
        "threshold": Field(kind="number"),
        "thresholdMetricId": Field(rule=length(1, 255)),
        "treatMissingData": Field(
            default="missing", rule=one_of("breaching", "notBreaching", "ignore", "missing")
        ),
        "unit": Field(rule=unit),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "dimensions": ("metricQueries",),
        "extendedStatistic": ("statistic", "metricQueries"),
        "metricName": ("metricQueries",),
        "namespace": ("metricQueries",),
        "period": ("metricQueries",),
        "statistic": ("extendedStatistic", "metricQueries"),
        "threshold": ("thresholdMetricId",),
    }

    def problems(self, inputs: Props) -> str | None:
        """Judge what goes together, as the official plugin does when it compares."""
        statistics = [inputs.get(name) for name in ("statistic", "extendedStatistic")]
        if inputs.get("metricName") and not any(statistics):
            return (
                "One of `statistic` or `extended_statistic` must be set for a cloudwatch metric "
                "alarm"
            )
        queries = inputs.get("metricQueries")
        for query in queries if isinstance(queries, list) else []:
            if query is not UNKNOWN and query.get("expression") and query.get("metric"):
                return "No metric_query may have both `expression` and a `metric` specified"
        return None

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutMetricAlarm, which overwrites an alarm of the same name without a word."""
        self._put(aws, inputs, tags=inputs["tagsAll"])
        return str(inputs["name"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeAlarms by name."""
        del state
        query = {"AlarmNames": [id], "AlarmTypes": ["MetricAlarm"]}
        alarms = aws.call("cloudwatch", "describe_alarms", **query)["MetricAlarms"]
        if not alarms:
            return None
        alarm = alarms[0]
        found = {name: alarm.get(parameter) for name, parameter in _PLAIN.items()}
        return {
            **found,
            "arn": alarm["AlarmArn"],
            "dimensions": dimension_map(alarm.get("Dimensions")),
            "metricQueries": [from_cloudwatch(item) for item in alarm.get("Metrics", [])],
            "treatMissingData": alarm.get("TreatMissingData", "missing"),
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutMetricAlarm again."""
        del id, state
        self._put(aws, inputs, tags=None)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteAlarms."""
        del state
        aws.call("cloudwatch", "delete_alarms", AlarmNames=[id])

    def _put(self, aws: Aws, inputs: Props, *, tags: Any) -> None:
        given = {
            p: inputs[name] for name, p in _PLAIN.items() if inputs.get(name) not in (None, "")
        }
        queries = [to_cloudwatch(query) for query in inputs.get("metricQueries") or []]
        aws.call(
            "cloudwatch",
            "put_metric_alarm",
            **given,
            Dimensions=dimension_list(inputs.get("dimensions")),
            Metrics=queries or None,
            Tags=tag_list(tags),
        )
