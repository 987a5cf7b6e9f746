"""The list of metric queries of an alarm: ids, expressions and what they refer to.

Expressions are checked for brackets, known names and what alarms can't have; they aren't
evaluated. Source: API reference of MetricDataQuery, user guide "Using metric math".
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.aws.cloudwatch.refusals import invalid
from sandbox.aws.cloudwatch.statistics import is_statistic

_ID = re.compile(r"[a-z][a-zA-Z0-9_]*")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NAME = re.compile(r"(?<![\w.])[a-z]\w*\b(?!\s*\()")
_FUNCTION = re.compile(r"\b([A-Za-z_][A-Za-z0-9_]*)\s*\(")
_QUERY = re.compile(r"\s*SELECT\s", re.IGNORECASE)
_MOST_METRICS = 10
_OPERATORS = {"AND", "OR"}
_FUNCTIONS = frozenset(
    {
        "ABS",
        "ANOMALY_DETECTION_BAND",
        "AVG",
        "CEIL",
        "DATAPOINT_COUNT",
        "DATE",
        "DAY",
        "DB_PERF_INSIGHTS",
        "DIFF",
        "DIFF_TIME",
        "EPOCH",
        "FILL",
        "FIRST",
        "FLOOR",
        "HOUR",
        "IF",
        "INSIGHT_RULE_METRIC",
        "LAMBDA",
        "LAST",
        "LOG",
        "LOG10",
        "MAX",
        "METRICS",
        "METRIC_COUNT",
        "MIN",
        "MINUTE",
        "MONTH",
        "PERIOD",
        "RATE",
        "REMOVE_EMPTY",
        "RUNNING_SUM",
        "SEARCH",
        "SERVICE_QUOTA",
        "SLICE",
        "SORT",
        "STDDEV",
        "SUM",
        "TIME_SERIES",
        "YEAR",
    }
)
_BANNED = {"SEARCH"}


def check_queries(queries: list[dict[str, Any]], threshold_id: str | None) -> list[int]:
    """Refuse a list of queries that no alarm can have; return the periods that they name.

    Args:
        queries: The alarm's Metrics.
        threshold_id: The id of the query that draws the band, for alarms on one.

    Raises:
        AwsError: ValidationError.
    """
    ids = _check_ids(queries)
    for query in queries:
        _check_query(query, ids)
    metrics = sum("MetricStat" in query for query in queries)
    if metrics > _MOST_METRICS or len(queries) - metrics > _MOST_METRICS:
        raise invalid("An alarm may specify at most 10 metrics and 10 expressions.")
    _check_returned(queries, threshold_id)
    return [period for query in queries if (period := _period(query)) is not None]


def _check_ids(queries: list[dict[str, Any]]) -> set[str]:
    ids: set[str] = set()
    for query in queries:
        identifier = query["Id"]
        if not _ID.fullmatch(identifier):
            raise invalid(
                f"The value {identifier} for parameter Id is invalid: it must begin with a "
                "lower-case letter and hold letters, digits and underscores only"
            )
        if identifier in ids:
            raise invalid(f"The values for parameter id in Metrics are not unique: {identifier}")
        ids.add(identifier)
    return ids


def _check_query(query: dict[str, Any], ids: set[str]) -> None:
    if ("MetricStat" in query) == ("Expression" in query):
        raise invalid("Each query must specify exactly one of MetricStat and Expression.")
    if "MetricStat" in query:
        _check_stat(query["MetricStat"])
    elif _QUERY.match(query["Expression"]):
        _check_insights_query(query)
    else:
        _check_expression(query["Id"], query["Expression"], ids)


def _check_stat(stat: dict[str, Any]) -> None:
    for name in ("MetricName", "Namespace"):
        if not stat["Metric"].get(name):
            raise invalid(f"MetricStat.Metric should have a {name}")
    if not is_statistic(stat["Stat"]):
        raise invalid(f"The value {stat['Stat']} for parameter Stat is not supported.")


def _check_insights_query(query: dict[str, Any]) -> None:
    if "Period" not in query:
        raise invalid(f"Period must be set for Metrics Insights query '{query['Id']}'")


def _check_expression(identifier: str, expression: str, ids: set[str]) -> None:
    bare = _QUOTED.sub("''", expression)
    _check_brackets(identifier, bare)
    for function in _FUNCTION.findall(bare):
        if function in _BANNED:
            raise invalid(f"{function} is not supported on Metric Alarms.")
        if function not in _FUNCTIONS | _OPERATORS:
            raise invalid(f"Error in expression '{identifier}' [Unknown function {function}]")
    for name in _NAME.findall(bare):
        if name not in ids or name == identifier:
            raise invalid(f"Error in expression '{identifier}' [Undefined variable {name}]")


def _check_brackets(identifier: str, bare: str) -> None:
    depth = 0
    for position, char in enumerate(bare):
        depth += (char in "([") - (char in ")]")
        if depth < 0:
            raise invalid(
                f"Error in expression '{identifier}' [Unexpected {char} at char {position}]"
            )
    if depth:
        raise invalid(f"Error in expression '{identifier}' [Missing closing bracket]")


def _check_returned(queries: list[dict[str, Any]], threshold_id: str | None) -> None:
    returned = {query["Id"] for query in queries if query.get("ReturnData", True)}
    if threshold_id is None:
        if len(returned) != 1:
            raise invalid("Exactly one element of the metrics list should return data.")
        return
    band = next((query for query in queries if query["Id"] == threshold_id), None)
    if band is None or "ANOMALY_DETECTION_BAND" not in band.get("Expression", ""):
        raise invalid(f"ThresholdMetricId {threshold_id} must name an ANOMALY_DETECTION_BAND")
    if len(returned - {threshold_id}) != 1:
        raise invalid(
            "Exactly one element of the metrics list besides the band should return data."
        )


def _period(query: dict[str, Any]) -> int | None:
    period: int | None = query.get("MetricStat", query).get("Period")
    return period
