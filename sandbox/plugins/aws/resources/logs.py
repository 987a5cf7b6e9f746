"""Log groups, metrics made of their lines, and saved queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.aws.resource import ARN, LOWER_WIRE, AwsResource
from sandbox.plugins.aws.tagging import LOGS
from sandbox.plugins.aws.values import (
    log_filter_name,
    log_group,
    log_groups,
    log_metric_name,
    query_name,
    unit,
)
from sandbox.plugins.fields import Field
from sandbox.plugins.rules import length, matches, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_GROUP_NAME = matches(r"[.\-_/#A-Za-z0-9]{1,512}", "only alphanumerics and . - _ / #")
_NUMBER = r"(-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)?"
_MOST = 1000


class LogGroup(AwsResource):
    """A log group."""

    token = "aws:cloudwatch/logGroup:LogGroup"
    label = "CloudWatch Logs Log Group"
    service = "logs"
    creates = "create_log_group"
    deletes = "delete_log_group"
    identity = "name"
    by = "logGroupName"
    wire = LOWER_WIRE
    tags = LOGS
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": Field(output=True, read=lambda arn: arn.removesuffix(":*")),
        "kmsKeyId": Field(),
        "logGroupClass": Field(
            computed=True,
            replaces=True,
            rule=one_of("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
            read=lambda kind: kind or "STANDARD",
        ),
        "name": Field(computed=True, replaces=True, api="logGroupName", rule=_GROUP_NAME),
        "namePrefix": Field(computed=True, replaces=True),
        "retentionInDays": Field(kind="integer", default=0, read=lambda days: days or 0),
        "skipDestroy": Field(kind="boolean", default=False, unread=True),
    }
    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"namePrefix": ("name",)}

    def start(self, aws: Aws, inputs: Props) -> str:
        """CreateLogGroup, PutRetentionPolicy."""
        id_ = super().start(aws, inputs)
        _retain(aws, id_, 0, inputs.get("retentionInDays") or 0)
        return id_

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeLogGroups by prefix."""
        del state
        groups = aws.call("logs", "describe_log_groups", logGroupNamePrefix=id)["logGroups"]
        group = next((item for item in groups if item["logGroupName"] == id), None)
        return None if group is None else LOWER_WIRE.told(self.fields, group)

    def alter(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutRetentionPolicy or DeleteRetentionPolicy, and the key."""
        before, after = state.get("retentionInDays") or 0, inputs.get("retentionInDays") or 0
        _retain(aws, id, before, after)
        before_key, after_key = state.get("kmsKeyId"), inputs.get("kmsKeyId")
        if after_key and after_key != before_key:
            aws.call("logs", "associate_kms_key", logGroupName=id, kmsKeyId=after_key)
        elif before_key and not after_key:
            aws.call("logs", "disassociate_kms_key", logGroupName=id)

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteLogGroup, unless the program wants the group to stay."""
        if not state.get("skipDestroy"):
            super().end(aws, id, state)


def _retain(aws: Aws, name: str, before: int, after: int) -> None:
    if after and after != before:
        aws.call("logs", "put_retention_policy", logGroupName=name, retentionInDays=after)
    elif before and not after:
        aws.call("logs", "delete_retention_policy", logGroupName=name)


_TRANSFORMATION = {
    "defaultValue": Field(
        rule=matches(_NUMBER, "cannot parse as float"),
        write=lambda number: float(number) if number else None,
        read=lambda number: None if number is None else f"{number:g}",
    ),
    "dimensions": Field(kind="map", write=lambda dimensions: dimensions or None),
    "name": Field(required=True, api="metricName", rule=log_metric_name),
    "namespace": Field(required=True, api="metricNamespace", rule=log_metric_name),
    "unit": Field(default="None", rule=unit),
    "value": Field(required=True, api="metricValue", rule=length(0, 100)),
}


def _transformations(transformation: Any) -> list[Any]:
    sent = LOWER_WIRE.sent(_TRANSFORMATION, transformation)
    return [{name: value for name, value in sent.items() if value is not None}]


class LogMetricFilter(AwsResource):
    """A filter that makes a metric of log lines."""

    token = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
    label = "CloudWatch Logs Metric Filter"
    service = "logs"
    creates = "put_metric_filter"
    identity = "name"
    wire = LOWER_WIRE
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "applyOnTransformedLogs": Field(kind="boolean", computed=True, read=bool),
        "logGroupName": Field(required=True, replaces=True, rule=log_group),
        "metricTransformation": Field(
            kind="object",
            required=True,
            api="metricTransformations",
            members=_TRANSFORMATION,
            write=_transformations,
            read=lambda found: LOWER_WIRE.told(_TRANSFORMATION, found[0]),
        ),
        "name": Field(required=True, replaces=True, api="filterName", rule=log_filter_name),
        "pattern": Field(
            required=True,
            always=True,
            api="filterPattern",
            rule=length(0, 1024),
            write=lambda pattern: pattern.strip(),
        ),
    }

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`log-group:filter`."""
        group, colon, name = id.partition(":")
        if not (group and colon and name):
            raise PluginError(
                f"unexpected format for ID ({id}), expected log-group-name:filter-name"
            )
        return name, {"logGroupName": group}

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeMetricFilters by group and prefix."""
        query = {"logGroupName": state["logGroupName"], "filterNamePrefix": id}
        filters = aws.call("logs", "describe_metric_filters", **query)["metricFilters"]
        found = next((item for item in filters if item["filterName"] == id), None)
        return None if found is None else LOWER_WIRE.told(self.fields, found)

    def end(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteMetricFilter."""
        group = state["logGroupName"]
        aws.call("logs", "delete_metric_filter", logGroupName=group, filterName=id)


class QueryDefinition(AwsResource):
    """A saved query."""

    token = "aws:cloudwatch/queryDefinition:QueryDefinition"
    label = "CloudWatch Logs Query Definition"
    service = "logs"
    creates = "put_query_definition"
    updates = "put_query_definition"
    deletes = "delete_query_definition"
    identity = ("queryDefinitionId",)
    by = "queryDefinitionId"
    wire = LOWER_WIRE
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "arn": ARN,
        "logGroupNames": Field(kind="list", rule=log_groups),
        "name": Field(required=True, rule=query_name),
        "queryDefinitionId": Field(output=True),
        "queryString": Field(required=True, rule=length(0, 10_000)),
    }

    def locate(self, id: str) -> tuple[str, Props] | None:
        """The ARN, or the bare id."""
        return id.rpartition(":")[2], {}

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeQueryDefinitions by prefix, or all of them on an import."""
        query: dict[str, Any] = {"queryDefinitionNamePrefix": state.get("name")}
        while True:
            answer = aws.call("logs", "describe_query_definitions", **query, maxResults=_MOST)
            for item in answer["queryDefinitions"]:
                if item["queryDefinitionId"] == id:
                    return self._told(aws, item)
            if not answer.get("nextToken"):
                return self.find(aws, id, {}) if query["queryDefinitionNamePrefix"] else None
            query["nextToken"] = answer["nextToken"]

    def _told(self, aws: Aws, definition: dict[str, Any]) -> Props:
        account = aws.call("sts", "get_caller_identity")["Account"]
        prefix = f"arn:aws:logs:{aws.region}:{account}:query-definition"
        arn = f"{prefix}:{definition['queryDefinitionId']}"
        return LOWER_WIRE.told(self.fields, {**definition, "arn": arn})
