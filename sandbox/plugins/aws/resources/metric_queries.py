"""The `metricQueries` of a metric alarm, to and from what CloudWatch calls Metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.plugins.aws.fields import Field, length
from sandbox.plugins.aws.values import statistic, unit

if TYPE_CHECKING:
    from providers.plugin import Props

_SUB_MINUTE = (1, 5, 10, 20, 30)


def _period(value: Any) -> str | None:
    if value in _SUB_MINUTE or (value > 0 and value % 60 == 0):
        return None
    shown = " ".join(str(period) for period in _SUB_MINUTE)
    return f"expected %s to be one of [{shown}] or divisible by 60, got {value}"


_METRIC = {
    "dimensions": Field(kind="map"),
    "metricName": Field(required=True, rule=length(1, 255)),
    "namespace": Field(rule=length(1, 255)),
    "period": Field(kind="integer", required=True, rule=_period),
    "stat": Field(required=True, rule=statistic),
    "unit": Field(rule=unit),
}

QUERY = {
    "accountId": Field(rule=length(1, 255)),
    "expression": Field(rule=length(1, 1024)),
    "id": Field(required=True, rule=length(1, 255)),
    "label": Field(),
    "metric": Field(kind="object", members=_METRIC),
    "period": Field(kind="integer", rule=_period),
    "returnData": Field(kind="boolean"),
}


def dimension_list(dimensions: Any) -> list[dict[str, str]] | None:
    """Return dimensions as CloudWatch takes them, None for none."""
    return [{"Name": k, "Value": v} for k, v in sorted((dimensions or {}).items())] or None


def dimension_map(dimensions: Any) -> dict[str, str]:
    """Return dimensions as a program says them."""
    return {item["Name"]: item["Value"] for item in dimensions or []}


def to_cloudwatch(query: Props) -> dict[str, Any]:
    """Return a query as CloudWatch takes it; `ReturnData` is always said."""
    metric = query.get("metric")
    written = {
        "Id": query["id"],
        "AccountId": query.get("accountId"),
        "Expression": query.get("expression"),
        "Label": query.get("label"),
        "MetricStat": _stat(metric) if metric else None,
        "Period": query.get("period"),
        "ReturnData": bool(query.get("returnData")),
    }
    return {name: value for name, value in written.items() if value not in (None, "")}


def from_cloudwatch(query: dict[str, Any]) -> Props:
    """Return a query as a program says it."""
    stat = query.get("MetricStat")
    told = {
        "id": query["Id"],
        "accountId": query.get("AccountId"),
        "expression": query.get("Expression"),
        "label": query.get("Label"),
        "metric": _metric(stat) if stat else None,
        "period": query.get("Period"),
        "returnData": query.get("ReturnData", False),
    }
    return {name: value for name, value in told.items() if value is not None}


def _stat(metric: Props) -> dict[str, Any]:
    named = {
        "MetricName": metric["metricName"],
        "Namespace": metric.get("namespace"),
        "Dimensions": dimension_list(metric.get("dimensions")),
    }
    written = {
        "Metric": {name: value for name, value in named.items() if value},
        "Period": metric["period"],
        "Stat": metric["stat"],
        "Unit": metric.get("unit"),
    }
    return {name: value for name, value in written.items() if value}


def _metric(stat: dict[str, Any]) -> Props:
    metric = stat["Metric"]
    told = {
        "metricName": metric.get("MetricName"),
        "namespace": metric.get("Namespace"),
        "dimensions": dimension_map(metric.get("Dimensions")),
        "period": stat["Period"],
        "stat": stat["Stat"],
        "unit": stat.get("Unit"),
    }
    return {name: value for name, value in told.items() if value}
