"""The `metricQueries` of a metric alarm, and dimensions."""

from __future__ import annotations

from typing import Any

from sandbox.plugins.aws.resource import WIRE
from sandbox.plugins.aws.values import statistic, unit
from sandbox.plugins.fields import Field, Rule
from sandbox.plugins.rules import length


def period(*short: int) -> Rule:
    """Allow whole minutes, none included, and some periods that are shorter."""
    shown = " ".join(str(seconds) for seconds in short)

    def rule(value: Any) -> str | None:
        if value in short or value % 60 == 0:
            return None
        return f"expected %s to be one of [{shown}] or divisible by 60, got {value}"

    return rule


def _dimension_list(dimensions: Any) -> list[dict[str, str]] | None:
    return [{"Name": k, "Value": v} for k, v in sorted((dimensions or {}).items())] or None


def _dimension_map(dimensions: Any) -> dict[str, str] | None:
    return {item["Name"]: item["Value"] for item in dimensions or []} or None


DIMENSIONS = Field(kind="map", write=_dimension_list, read=_dimension_map)
_QUERY_PERIOD = period(1, 5, 10, 20, 30)
# The metric itself, and how it is summed up: side by side in a program, one in the other at AWS.
_NAMED = {
    "dimensions": DIMENSIONS,
    "metricName": Field(required=True, rule=length(1, 255)),
    "namespace": Field(rule=length(1, 255)),
}
_SUMMED = {
    "period": Field(kind="integer", required=True, rule=_QUERY_PERIOD),
    "stat": Field(required=True, rule=statistic),
    "unit": Field(rule=unit),
}


def _stat(metric: Any) -> dict[str, Any]:
    named = {name: value for name, value in WIRE.sent(_NAMED, metric).items() if value}
    return {"Metric": named, **WIRE.sent(_SUMMED, metric)}


def _metric(stat: Any) -> dict[str, Any] | None:
    return {**WIRE.told(_NAMED, stat["Metric"]), **WIRE.told(_SUMMED, stat)} if stat else None


QUERY = {
    "accountId": Field(rule=length(1, 255)),
    "expression": Field(rule=length(1, 1024)),
    "id": Field(required=True, rule=length(1, 255)),
    "label": Field(),
    "metric": Field(
        kind="object",
        api="MetricStat",
        members={**_NAMED, **_SUMMED},
        write=_stat,
        read=_metric,
    ),
    "period": Field(kind="integer", rule=_QUERY_PERIOD),
    # Always said, as otherwise CloudWatch takes it for true.
    "returnData": Field(kind="boolean", always=True, write=bool, read=bool),
}
