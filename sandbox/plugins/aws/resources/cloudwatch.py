"""Alarms and dashboards of CloudWatch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import UNKNOWN
from sandbox.plugins.aws.resource import ARN, WIRE, AwsResource
from sandbox.plugins.aws.resources.metric_queries import DIMENSIONS, QUERY, period
from sandbox.plugins.aws.tagging import CLOUDWATCH
from sandbox.plugins.aws.values import EXTENDED, STATISTICS, json_text, unit
from sandbox.plugins.fields import Field
from sandbox.plugins.rules import arn, at_least, at_most_items, length, matches, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_ACTIONS = Field(kind="set", rule=at_most_items(5, arn))
_OF_ALARMS = {
    "alarmActions": _ACTIONS,
    "alarmDescription": Field(rule=length(0, 1024)),
    "arn": Field(output=True, api="AlarmArn"),
    "insufficientDataActions": _ACTIONS,
    "okActions": Field(kind="set", api="OKActions", rule=at_most_items(5, arn)),
}
_OPERATORS = (
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "GreaterThanUpperThreshold",
)
_SUPPRESSOR = {
    "alarm": Field(required=True, api="ActionsSuppressor"),
    "extensionPeriod": Field(kind="integer", required=True, api="ActionsSuppressorExtensionPeriod"),
    "waitPeriod": Field(kind="integer", required=True, api="ActionsSuppressorWaitPeriod"),
}
_DASHBOARD_NAME = matches(r"[A-Za-z0-9_-]{1,255}", "only alphanumerics, dash and underscore")


class MetricAlarm(AwsResource):
    """An alarm on a metric, on metric math or on a band.

    To make one overwrites an alarm of the same name without a word, as at AWS.
    """

    token = "aws:cloudwatch/metricAlarm:MetricAlarm"
    label = "CloudWatch Metric Alarm"
    service = "cloudwatch"
    creates = "put_metric_alarm"
    reads = "describe_alarms"
    deletes = "delete_alarms"
    identity = "name"
    by = "AlarmNames"
    many = True
    inside = ("MetricAlarms", 0)
    auto_name = "name"
    tags = CLOUDWATCH
    fields: ClassVar[Mapping[str, Field]] = {
        **_OF_ALARMS,
        "actionsEnabled": Field(kind="boolean", default=True),
        "comparisonOperator": Field(required=True, rule=one_of(*_OPERATORS)),
        "datapointsToAlarm": Field(kind="integer", rule=at_least(1)),
        "dimensions": DIMENSIONS,
        "evaluateLowSampleCountPercentiles": Field(
            computed=True,
            api="EvaluateLowSampleCountPercentile",
            rule=one_of("evaluate", "ignore"),
        ),
        "evaluationPeriods": Field(kind="integer", required=True, rule=at_least(1)),
        "extendedStatistic": Field(rule=matches(EXTENDED, "invalid statistic")),
        "metricName": Field(rule=length(1, 255)),
        "metricQueries": Field(kind="set", api="Metrics", members=QUERY),
        "name": Field(required=True, replaces=True, api="AlarmName", rule=length(1, 255)),
        "namespace": Field(rule=length(1, 255)),
        "period": Field(kind="integer", rule=period(10, 20, 30)),
        "statistic": Field(rule=one_of(*STATISTICS)),
        "threshold": Field(kind="number"),
        "thresholdMetricId": Field(rule=length(1, 255)),
        "treatMissingData": Field(
            default="missing",
            rule=one_of("breaching", "notBreaching", "ignore", "missing"),
            read=lambda treatment: treatment or "missing",
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


class CompositeAlarm(AwsResource):
    """An alarm on the states of others."""

    token = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
    label = "CloudWatch Composite Alarm"
    service = "cloudwatch"
    creates = "put_composite_alarm"
    deletes = "delete_alarms"
    identity = "alarmName"
    by = "AlarmNames"
    many = True
    tags = CLOUDWATCH
    fields: ClassVar[Mapping[str, Field]] = {
        **_OF_ALARMS,
        "actionsEnabled": Field(kind="boolean", default=True, replaces=True),
        "actionsSuppressor": Field(
            kind="object", sent=False, members=_SUPPRESSOR, read=lambda _: None
        ),
        "alarmName": Field(required=True, replaces=True, rule=length(0, 255)),
        "alarmRule": Field(required=True, rule=length(1, 10_240)),
    }

    def given(self, aws: Aws, operation: str, inputs: Props) -> dict[str, Any]:
        """Return the parameters; AWS has the suppressor's among the others."""
        suppressor = WIRE.sent(_SUPPRESSOR, inputs.get("actionsSuppressor") or {})
        return {**super().given(aws, operation, inputs), **suppressor}

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeAlarms by name; unasked it tells metric alarms only."""
        del state
        query = {"AlarmNames": [id], "AlarmTypes": ["CompositeAlarm"]}
        alarms = aws.call("cloudwatch", "describe_alarms", **query)["CompositeAlarms"]
        if not alarms:
            return None
        told, suppressor = (WIRE.told(it, alarms[0]) for it in (self.fields, _SUPPRESSOR))
        return {**told, "actionsSuppressor": suppressor} if suppressor.get("alarm") else told


class Dashboard(AwsResource):
    """A dashboard."""

    token = "aws:cloudwatch/dashboard:Dashboard"
    label = "CloudWatch Dashboard"
    service = "cloudwatch"
    creates = "put_dashboard"
    reads = "get_dashboard"
    deletes = "delete_dashboards"
    identity = "dashboardName"
    by = "DashboardName"
    fields: ClassVar[Mapping[str, Field]] = {
        "dashboardArn": ARN,
        "dashboardBody": Field(kind="json", required=True, rule=json_text),
        "dashboardName": Field(required=True, replaces=True, rule=_DASHBOARD_NAME),
    }

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteDashboards."""
        del state
        aws.call("cloudwatch", "delete_dashboards", DashboardNames=[id])
