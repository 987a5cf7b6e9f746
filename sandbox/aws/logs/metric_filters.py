"""Metric filters: checked, kept and listed; no metric is emitted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sandbox.aws.errors import AwsError
from sandbox.aws.logs import groups
from sandbox.aws.logs.filter_patterns import is_structured, is_well_formed
from sandbox.aws.paging import page

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_SECTION = "metric_filters"
_MOST = 100
_MOST_DIMENSIONS = 3
_PAGE = 50
_MILLISECONDS = 1000
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_FIELD = re.compile(r"\$[\w.\-\[\]*@]+")


def put_metric_filter(call: Call) -> None:
    """Create or replace a filter of a log group."""
    params = call.params
    groups.require(call, params["logGroupName"])
    if not is_well_formed(params["filterPattern"]):
        raise _invalid("Invalid metric filter pattern")
    for transformation in params["metricTransformations"]:
        _check_transformation(transformation, params["filterPattern"])
    filters = call.section(_SECTION)
    key = _key(params)
    present = [f for f in filters.values() if f["logGroupName"] == params["logGroupName"]]
    if key not in filters and len(present) >= _MOST:
        raise AwsError("LimitExceededException", "Resource limit exceeded.")
    created = filters.get(key, {}).get("creationTime", int(call.now * _MILLISECONDS))
    filters[key] = {"applyOnTransformedLogs": False, **params, "creationTime": created}


def describe_metric_filters(call: Call) -> dict[str, Any]:
    """List filters by group, prefix or metric."""
    params = call.params
    if "logGroupName" in params:
        groups.require(call, params["logGroupName"])
    found = [(key, record) for key, record in call.section(_SECTION).items() if _fits(call, record)]
    taken, token = page(
        found,
        size=params.get("limit", _PAGE),
        token=params.get("nextToken"),
        invalid="InvalidParameterException",
    )
    return {"metricFilters": taken} | ({"nextToken": token} if token else {})


def delete_metric_filter(call: Call) -> None:
    """Delete a filter."""
    groups.require(call, call.params["logGroupName"])
    if call.section(_SECTION).pop(_key(call.params), None) is None:
        raise AwsError("ResourceNotFoundException", "The specified metric filter does not exist.")


def _fits(call: Call, record: dict[str, Any]) -> bool:
    params = call.params
    metric = record["metricTransformations"][0]
    checks = (
        params.get("logGroupName") in (None, record["logGroupName"]),
        record["filterName"].startswith(params.get("filterNamePrefix", "")),
        params.get("metricName") in (None, metric["metricName"]),
        params.get("metricNamespace") in (None, metric["metricNamespace"]),
    )
    # A deleted group takes its filters along; moto, which deletes it, doesn't know them.
    return all(checks) and groups.exists(call, record["logGroupName"])


def _check_transformation(transformation: dict[str, Any], pattern: str) -> None:
    value = transformation["metricValue"]
    dimensions = transformation.get("dimensions", {})
    if not _NUMBER.fullmatch(value) and not _FIELD.fullmatch(value):
        raise _invalid(f"Invalid metric transformation: metricValue {value} is no number or field")
    if _FIELD.fullmatch(value) and not is_structured(pattern):
        raise _invalid(f"Invalid metric transformation: the filter pattern has no field {value}")
    if transformation["metricNamespace"].startswith("AWS/"):
        raise _invalid("Invalid metric transformation: namespace must not begin with AWS/")
    if dimensions and "defaultValue" in transformation:
        raise _invalid(
            "Invalid metric transformation: dimensions and default value are mutually exclusive."
        )
    if len(dimensions) > _MOST_DIMENSIONS:
        raise _invalid(f"Invalid metric transformation: at most {_MOST_DIMENSIONS} dimensions go")
    if dimensions and not is_structured(pattern):
        raise _invalid("The specified filter pattern does not support dimensions")


def _key(params: dict[str, Any]) -> str:
    return f"{params['logGroupName']}:{params['filterName']}"


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidParameterException", message)
