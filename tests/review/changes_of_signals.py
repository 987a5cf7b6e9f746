"""The table: a signal, one value changed, and what must be said about it; Sentry's in a file
of their own.

Each row is read in both directions; the way back must say the reverse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.review.changes_of_sentry import SENTRY_ROWS
from tests.review.row import Row

if TYPE_CHECKING:
    from typing import Any


METRIC = {"namespace": "AWS/EC2", "name": "CPUUtilization", "statistic": "Average"}
ABOVE = {"cloudwatch": {"metric": METRIC, "comparison": ">", "threshold": "80%", "period": "1m"}}
BELOW = {"cloudwatch": {"metric": METRIC, "comparison": "<", "threshold": "20%", "period": "1m"}}
COUNTED = {"namespace": "Shop", "name": "Errors", "statistic": "Sum", "measured_in": "Count"}
SUM = {"cloudwatch": {"metric": COUNTED, "comparison": ">", "threshold": 10, "period": "1m"}}
FEW = {"cloudwatch": {"metric": COUNTED, "comparison": "<", "threshold": 10, "period": "1m"}}
THREE = {"cloudwatch": {**ABOVE["cloudwatch"], "evaluation_periods": 3}}
MAXIMUM = {
    "cloudwatch": {
        "metric": {**METRIC, "statistic": "Maximum"},
        "comparison": ">",
        "threshold": "80%",
        "period": "1m",
    }
}
P95 = {"namespace": "Shop", "name": "Latency", "statistic": "p95", "measured_in": "Milliseconds"}
SLOW = {"cloudwatch": {"metric": P95, "comparison": ">", "threshold": "250ms", "period": "1m"}}
SHARES = {
    "errors": {"namespace": "Shop", "name": "Errors", "statistic": "Sum"},
    "requests": {"namespace": "Shop", "name": "Requests", "statistic": "Sum"},
}
MATH = {
    "cloudwatch_math": {
        "expression": "100 * errors / requests",
        "metrics": SHARES,
        "comparison": ">",
        "threshold": "1%",
        "period": "5m",
    }
}
ANOMALY = {
    "cloudwatch_anomaly": {"metric": METRIC, "band": 2, "comparison": "above", "period": "5m"}
}
ANOMALY_MATH = {
    "cloudwatch_anomaly": {
        "expression": "errors / requests",
        "metrics": SHARES,
        "band": 2,
        "comparison": "above",
        "period": "5m",
    }
}
LOGS = {
    "cloudwatch_logs": {
        "log_group": "/shop/api",
        "pattern": "ERROR",
        "metric": {"namespace": "Shop", "name": "Errors"},
        "comparison": ">",
        "threshold": 5,
        "period": "5m",
    }
}
LOGS_BY_HOST = {
    "cloudwatch_logs": {
        **LOGS["cloudwatch_logs"],
        "pattern": "[host, node, level = ERROR]",
        "metric": {"namespace": "Shop", "name": "Errors", "dimensions": {"Host": "$host"}},
        "dimensions": {"Host": "one"},
    }
}
JSON_LOGS = {"cloudwatch_logs": {**LOGS["cloudwatch_logs"], "pattern": "{ $.errors = * }"}}
CHECK = {"http_check": {"url": "https://example.com/health"}}
TARGET = {"http_check": {**CHECK["http_check"], "availability": "99%", "period": "1d"}}
RULE_ABOVE = {
    "prometheus": {
        "expr": "rate(errors_total[5m])",
        "comparison": ">",
        "threshold": 0.05,
        "for": "5m",
    }
}
RULE_BELOW = {"prometheus": {"expr": "orders", "comparison": "<", "threshold": 10}}
PASTED = {"prometheus": {"expr": "rate(errors_total[5m]) > 1"}}
CHILD = ABOVE
ANY = {"composite": {"any": {"cpu": CHILD, "errors": SUM}}}
ALL = {"composite": {"all": {"cpu": CHILD, "errors": SUM}}}
QUIET = {
    "composite": {
        "any": {"cpu": CHILD, "errors": SUM},
        "suppressed_by": "shop/other",
        "wait": "1m",
        "extension": "1m",
    }
}
RULE = {
    "composite": {
        "rule": "ALARM(cpu) AND NOT ALARM(errors)",
        "children": {"cpu": CHILD, "errors": SUM},
    }
}
_C = ("cloudwatch",)
_M = ("cloudwatch_math",)
_A = ("cloudwatch_anomaly",)
_L = ("cloudwatch_logs",)
_H = ("http_check",)
_P = ("prometheus",)


def _with(signal: dict[str, Any], **values: Any) -> dict[str, Any]:
    """A signal with further values."""
    ((kind, section),) = signal.items()
    return {kind: {**section, **values}}


def _three(signal: dict[str, Any]) -> dict[str, Any]:
    return _with(signal, evaluation_periods=3)


def _counted_in(signal: dict[str, Any]) -> dict[str, Any]:
    return _with(signal, threshold=1)


def _percentile(signal: dict[str, Any]) -> dict[str, Any]:
    return _with(signal, statistic="p95")


# What is watched, of a metric of an expression or a band.
_WATCHED = {
    "namespace": ("Shop", "Blog", "unknown"),
    "name": ("Errors", "Failures", "unknown"),
    "statistic": ("Sum", "Average", "unknown"),
    "dimensions": (None, {"Path": "/"}, "unknown"),
    "unit": (None, "Count", "unknown"),
    "account_id": (None, "123456789012", "unknown"),
    "label": (None, "Errors", "unchanged"),
}


def _of_metric(
    signal: dict[str, Any], path: tuple[str, ...], unseen: dict[str, str] | None = None
) -> list[Row]:
    """A row for each value of a metric; `unseen` are those that only thresholds are read with."""
    rows = [Row(signal, (*path, name), *told) for name, told in _WATCHED.items()]
    given = unseen or {"measured_in": "Percent"}
    return rows + [
        Row(signal, (*path, name), None, value, "nothing") for name, value in given.items()
    ]


def _of_states(signal: dict[str, Any]) -> list[Row]:
    """Rows of who hears that the alarm is over or has no data; the condition is the same."""
    (kind,) = signal
    others = ["arn:aws:sns:us-east-1:123456789012:others"]
    return [
        Row(signal, (kind, "ok_actions"), None, [], "unchanged"),
        Row(signal, (kind, "ok_actions"), [], others, "unchanged"),
        Row(signal, (kind, "insufficient_data_actions"), None, others, "unchanged"),
        Row(signal, (kind, "insufficient_data_actions"), None, [], "nothing"),
    ]


ROWS = [
    *SENTRY_ROWS,
    *(row for each in (ABOVE, MATH, ANOMALY, LOGS, ANY, CHECK) for row in _of_states(each)),
    # threshold and direction
    Row(ABOVE, (*_C, "threshold"), "80%", "90%", "less"),
    Row(BELOW, (*_C, "threshold"), "20%", "30%", "more"),
    Row(SLOW, (*_C, "threshold"), "250ms", "0.5s", "less"),
    Row(SUM, (*_C, "threshold"), 10, 11, "less"),
    Row(FEW, (*_C, "threshold"), 10, 11, "more"),
    Row(ABOVE, (*_C, "comparison"), ">", ">=", "more"),
    Row(BELOW, (*_C, "comparison"), "<", "<=", "more"),
    Row(ABOVE, (*_C, "comparison"), ">", "<", "mixed"),
    Row(ABOVE, (*_C, "comparison"), ">=", "<=", "mixed"),
    # window
    Row(ABOVE, (*_C, "evaluation_periods"), 1, 3, "less", "later"),
    Row(BELOW, (*_C, "evaluation_periods"), 2, 5, "less", "later"),
    Row(ABOVE, (*_C, "period"), "1m", "5m", "less", "later"),
    Row(BELOW, (*_C, "period"), "1m", "5m", "less", "later"),
    Row(SUM, (*_C, "period"), "1m", "5m", "more", "later"),
    Row(FEW, (*_C, "period"), "1m", "5m", "less", "later"),
    Row(MAXIMUM, (*_C, "period"), "1m", "5m", "unchanged", "later"),
    Row(MAXIMUM, (*_C, "evaluation_periods"), 1, 2, "less", "later"),
    # missing data
    Row(ABOVE, (*_C, "treat_missing_data"), "notBreaching", "ignore", "more"),
    Row(ABOVE, (*_C, "treat_missing_data"), "ignore", "missing", "more"),
    Row(ABOVE, (*_C, "treat_missing_data"), "missing", "breaching", "more"),
    Row(BELOW, (*_C, "treat_missing_data"), "notBreaching", "breaching", "more"),
    Row(BELOW, (*_C, "treat_missing_data"), None, "notBreaching", "less"),
    # statistic
    Row(ABOVE, (*_C, "metric", "statistic"), "Average", "Maximum", "more"),
    Row(BELOW, (*_C, "metric", "statistic"), "Average", "Maximum", "less"),
    Row(ABOVE, (*_C, "metric", "statistic"), "Minimum", "Average", "more"),
    Row(BELOW, (*_C, "metric", "statistic"), "Average", "Minimum", "more"),
    Row(SLOW, (*_C, "metric", "statistic"), "p95", "p99", "more"),
    Row(SLOW, (*_C, "metric", "statistic"), "p99.9", "Maximum", "more"),
    Row(SLOW, (*_C, "metric", "statistic"), "p95", "Average", "mixed"),
    Row(SLOW, (*_C, "metric", "statistic"), "p95", "tm95", "less"),
    Row(SLOW, (*_C, "metric", "statistic"), "p50", "Average", "mixed"),
    Row(SLOW, (*_C, "low_samples"), "evaluate", "ignore", "less"),
    Row(SLOW, (*_C, "low_samples"), None, "ignore", "less"),
    Row(THREE, (*_C, "datapoints_to_alarm"), 2, 3, "less", "later"),
    # what is watched
    Row(SUM, (*_C, "metric", "measured_in"), "Count", None, "nothing"),
    Row(ABOVE, (*_C, "metric", "name"), "CPUUtilization", "DedicatedHostCPUUtilization", "unknown"),
    Row(SUM, (*_C, "metric", "namespace"), "Shop", "Blog", "unknown"),
    Row(ABOVE, (*_C, "metric", "dimensions"), None, {"InstanceId": "i-1"}, "unknown"),
    Row(ABOVE, (*_C, "metric", "unit"), None, "Percent", "unknown"),
    Row(SUM, (*_C, "metric", "account_id"), None, "123456789012", "unknown"),
    Row(ABOVE, (*_C, "metric", "label"), None, "CPU", "nothing"),
    # cloudwatch_math
    Row(MATH, (*_M, "threshold"), "1%", "2%", "less"),
    Row(MATH, (*_M, "comparison"), ">", ">=", "more"),
    Row(MATH, (*_M, "period"), "5m", "1m", "more", "sooner"),
    Row(MATH, (*_M, "evaluation_periods"), 1, 2, "less", "later"),
    Row(MATH, (*_M, "treat_missing_data"), "missing", "notBreaching", "less"),
    Row(MATH, (*_M, "expression"), "100 * errors / requests", "errors / requests", "unknown"),
    Row(MATH, (*_M, "metrics", "errors", "statistic"), "Sum", "Average", "unknown"),
    Row(MATH, (*_M, "label"), None, "Share of errors", "unchanged"),
    Row(MATH, (*_M, "datapoints_to_alarm"), 1, None, "nothing"),
    Row(_three(MATH), (*_M, "datapoints_to_alarm"), 2, 3, "less", "later"),
    Row(MATH, (*_M, "expressions"), None, {"half": "errors / 2"}, "unchanged"),
    Row(_counted_in(MATH), (*_M, "measured_in"), None, "Count", "nothing"),
    *_of_metric(MATH, (*_M, "metrics", "errors"), {"measured_in": "Count"}),
    # cloudwatch_anomaly
    Row(ANOMALY, (*_A, "period"), "5m", "1m", "unknown", "sooner"),
    Row(_three(ANOMALY), (*_A, "datapoints_to_alarm"), 2, 3, "less", "later"),
    *_of_metric(ANOMALY, (*_A, "metric")),
    *_of_metric(ANOMALY_MATH, (*_A, "metrics", "errors"), {"measured_in": "Count"}),
    Row(ANOMALY_MATH, (*_A, "expression"), "errors / requests", "requests / errors", "unknown"),
    Row(ANOMALY_MATH, (*_A, "expressions"), None, {"half": "errors / 2"}, "unknown"),
    Row(ANOMALY_MATH, (*_A, "label"), None, "Share of errors", "unchanged"),
    Row(ANOMALY, (*_A, "band"), 2, 3, "less"),
    Row(ANOMALY, (*_A, "comparison"), "above", "outside", "more"),
    Row(ANOMALY, (*_A, "comparison"), "outside", "below", "less"),
    Row(ANOMALY, (*_A, "comparison"), "above", "below", "mixed"),
    Row(ANOMALY, (*_A, "evaluation_periods"), 1, 2, "less", "later"),
    Row(ANOMALY, (*_A, "treat_missing_data"), "missing", "breaching", "more"),
    Row(
        ANOMALY, (*_A, "metric", "name"), "CPUUtilization", "DedicatedHostCPUUtilization", "unknown"
    ),
    # cloudwatch_logs
    Row(LOGS, (*_L, "threshold"), 5, 4, "more"),
    Row(LOGS_BY_HOST, (*_L, "dimensions", "Host"), "one", "two", "unknown"),
    Row(LOGS_BY_HOST, (*_L, "metric", "dimensions", "Host"), "$host", "$node", "unknown"),
    Row(LOGS, (*_L, "comparison"), ">", ">=", "more"),
    Row(LOGS, (*_L, "pattern"), "ERROR", "FATAL", "unknown"),
    Row(LOGS, (*_L, "log_group"), "/shop/api", "/shop/web", "unknown"),
    Row(LOGS, (*_L, "metric", "value"), "1", "2", "more"),
    Row(JSON_LOGS, (*_L, "metric", "value"), "1", "$.errors", "unknown"),
    Row(LOGS, (*_L, "metric", "default"), None, 0, "unchanged"),
    Row(LOGS, (*_L, "metric", "name"), "Errors", "Failures", "unknown"),
    Row(LOGS, (*_L, "period"), "5m", "10m", "more", "later"),
    Row(LOGS, (*_L, "evaluation_periods"), 1, 2, "less", "later"),
    Row(LOGS, (*_L, "treat_missing_data"), "missing", "breaching", "more"),
    Row(_three(LOGS), (*_L, "datapoints_to_alarm"), 2, 3, "less", "later"),
    Row(LOGS, (*_L, "statistic"), "Average", "Maximum", "more"),
    Row(_percentile(LOGS), (*_L, "low_samples"), None, "ignore", "less"),
    Row(LOGS, (*_L, "metric", "namespace"), "Shop", "Blog", "unknown"),
    Row(LOGS, (*_L, "metric", "unit"), None, "Count", "unchanged"),
    # http_check
    Row(CHECK, (*_H, "period"), "1m", "5m", "unchanged", "later"),
    Row(_three(CHECK), (*_H, "datapoints_to_alarm"), 2, 3, "less", "later"),
    Row(CHECK, (*_H, "treat_missing_data"), "missing", "breaching", "more"),
    Row(CHECK, (*_H, "failure_threshold"), 3, 5, "less", "later"),
    Row(CHECK, (*_H, "interval"), "30s", "10s", "more", "sooner"),
    Row(CHECK, (*_H, "search_string"), None, "ok", "more"),
    Row(CHECK, (*_H, "search_string"), "ok", "fine", "unknown"),
    Row(CHECK, (*_H, "inverted"), old=False, new=True, effect="unknown"),
    Row(CHECK, (*_H, "url"), "https://example.com/health", "https://example.com/", "unknown"),
    Row(CHECK, (*_H, "measure_latency"), old=False, new=True, effect="unchanged"),
    Row(CHECK, (*_H, "enable_sni"), old=True, new=False, effect="unknown"),
    Row(CHECK, (*_H, "regions"), None, ["us-east-1", "eu-west-1", "sa-east-1"], "unknown"),
    Row(CHECK, (*_H, "evaluation_periods"), 1, 2, "less", "later"),
    Row(TARGET, (*_H, "availability"), "99%", "99.9%", "more", "sooner"),
    Row(TARGET, (*_H, "availability"), "99%", None, "more", "any"),
    # prometheus
    Row(RULE_ABOVE, (*_P, "threshold"), 0.05, 0.1, "less"),
    Row(RULE_ABOVE, (*_P, "threshold"), "5%", 0.01, "more"),
    Row(RULE_ABOVE, (*_P, "comparison"), ">", ">=", "more"),
    Row(RULE_ABOVE, (*_P, "comparison"), ">", "<", "mixed"),
    Row(RULE_ABOVE, (*_P, "comparison"), ">", "==", "mixed"),
    Row(RULE_BELOW, (*_P, "threshold"), 10, 5, "less"),
    Row(RULE_ABOVE, (*_P, "for"), "5m", "10m", "less", "later"),
    Row(RULE_ABOVE, (*_P, "for"), "5m", None, "more", "sooner"),
    Row(RULE_ABOVE, (*_P, "keep_firing_for"), None, "10m", "unchanged"),
    Row(RULE_ABOVE, (*_P, "name"), None, "ManyErrors", "unchanged"),
    Row(RULE_ABOVE, (*_P, "labels"), None, {"component": "web"}, "unchanged"),
    Row(RULE_ABOVE, (*_P, "annotations"), None, {"graph": "web"}, "unchanged"),
    Row(RULE_ABOVE, (*_P, "expr"), "rate(errors_total[5m])", "rate(faults_total[5m])", "unknown"),
    Row(PASTED, (*_P, "expr"), "rate(errors_total[5m]) > 1", "rate(errors_total[5m]) > 2", "less"),
    Row(PASTED, (*_P, "expr"), "rate(errors_total[5m]) > 1", "absent(errors_total)", "unknown"),
    Row(PASTED, (*_P, "expr"), "up == 0", "up != 1", "mixed"),
    # composite
    Row(ANY, ("composite", "any", "cpu", *_C, "threshold"), "80%", "90%", "less"),
    Row(ALL, ("composite", "all", "cpu", *_C, "threshold"), "80%", "90%", "less"),
    Row(RULE, ("composite", "children", "cpu", *_C, "threshold"), "80%", "90%", "unknown"),
    Row(ANY, ("composite", "any", "more"), None, CHILD, "more"),
    Row(ALL, ("composite", "all", "more"), None, CHILD, "less"),
    Row(RULE, ("composite", "children", "errors", *_C, "threshold"), 10, 11, "unknown"),
    Row(QUIET, ("composite", "suppressed_by"), "shop/other", "shop/another", "unknown"),
    Row(ANY, ("composite", "alarms"), None, ["shop/other"], "more", "any"),
    Row(ALL, ("composite", "alarms"), None, ["shop/other"], "less", "any"),
    Row(QUIET, ("composite", "wait"), "1m", "2m", "less", "later"),
    Row(QUIET, ("composite", "extension"), "1m", "2m", "less"),
    Row(
        RULE,
        ("composite", "rule"),
        "ALARM(cpu) AND NOT ALARM(errors)",
        "ALARM(cpu) AND OK(errors)",
        "less",
    ),
]
