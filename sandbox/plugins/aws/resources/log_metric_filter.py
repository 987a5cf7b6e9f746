"""aws:cloudwatch/logMetricFilter:LogMetricFilter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.aws.fields import Field, length, matches
from sandbox.plugins.aws.resource import AwsResource
from sandbox.plugins.aws.values import log_filter_name, log_group, log_metric_name, unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.aws.clients import Aws

_NUMBER = r"-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"
_TRANSFORMATION = {
    "defaultValue": Field(rule=matches(_NUMBER, "cannot parse as float")),
    "dimensions": Field(kind="map"),
    "name": Field(required=True, rule=log_metric_name),
    "namespace": Field(required=True, rule=log_metric_name),
    "unit": Field(default="None", rule=unit),
    "value": Field(required=True, rule=length(0, 100)),
}


class LogMetricFilter(AwsResource):
    """A filter that makes a metric of log lines."""

    token = "aws:cloudwatch/logMetricFilter:LogMetricFilter"
    label = "CloudWatch Logs Metric Filter"
    auto_name = "name"
    computed = ()
    fields: ClassVar[Mapping[str, Field]] = {
        "applyOnTransformedLogs": Field(kind="boolean", computed=True),
        "logGroupName": Field(required=True, replaces=True, rule=log_group),
        "metricTransformation": Field(kind="object", required=True, members=_TRANSFORMATION),
        "name": Field(required=True, replaces=True, rule=log_filter_name),
        "pattern": Field(required=True, rule=length(0, 1024)),
    }

    def imported(self, id: str) -> tuple[str, Props]:
        """Take `log-group:filter`."""
        group, colon, name = id.partition(":")
        if not (group and colon and name):
            raise PluginError(
                f"unexpected format for ID ({id}), expected log-group-name:filter-name"
            )
        return name, {"logGroupName": group}

    def make(self, aws: Aws, inputs: Props) -> str:
        """PutMetricFilter."""
        self._put(aws, inputs)
        return str(inputs["name"])

    def find(self, aws: Aws, id: str, state: Props) -> Props | None:
        """DescribeMetricFilters by group and prefix."""
        query = {"logGroupName": state["logGroupName"], "filterNamePrefix": id}
        filters = aws.call("logs", "describe_metric_filters", **query)["metricFilters"]
        found = next((item for item in filters if item["filterName"] == id), None)
        if found is None:
            return None
        return {
            "applyOnTransformedLogs": found.get("applyOnTransformedLogs", False),
            "logGroupName": found["logGroupName"],
            "metricTransformation": _told(found["metricTransformations"][0]),
            "name": id,
            "pattern": found["filterPattern"],
        }

    def change(self, aws: Aws, id: str, state: Props, inputs: Props) -> None:
        """PutMetricFilter again."""
        del id, state
        self._put(aws, inputs)

    def remove(self, aws: Aws, id: str, state: Props) -> None:
        """DeleteMetricFilter."""
        group = state["logGroupName"]
        aws.call("logs", "delete_metric_filter", logGroupName=group, filterName=id)

    def _put(self, aws: Aws, inputs: Props) -> None:
        aws.call(
            "logs",
            "put_metric_filter",
            filterName=inputs["name"],
            filterPattern=inputs["pattern"].strip(),
            logGroupName=inputs["logGroupName"],
            metricTransformations=[_written(inputs["metricTransformation"])],
            applyOnTransformedLogs=inputs.get("applyOnTransformedLogs"),
        )


def _written(transformation: Props) -> dict[str, Any]:
    default = transformation.get("defaultValue")
    written = {
        "metricName": transformation["name"],
        "metricNamespace": transformation["namespace"],
        "metricValue": transformation["value"],
        "defaultValue": float(default) if default not in (None, "") else None,
        "dimensions": transformation.get("dimensions") or None,
        "unit": transformation.get("unit"),
    }
    return {name: value for name, value in written.items() if value is not None}


def _told(transformation: dict[str, Any]) -> Props:
    default = transformation.get("defaultValue")
    told = {
        "defaultValue": None if default is None else f"{default:g}",
        "dimensions": transformation.get("dimensions") or None,
        "name": transformation["metricName"],
        "namespace": transformation["metricNamespace"],
        "unit": transformation.get("unit"),
        "value": transformation["metricValue"],
    }
    return {name: value for name, value in told.items() if value is not None}
