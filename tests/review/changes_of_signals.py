"""The table: a signal, one value changed, and what must be said about it.

Each row is read in both directions; the way back must say the reverse.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Row(NamedTuple):
    """A change: signal, path below it, value before and after (None: absent), effect."""

    signal: dict[str, Any]
    path: tuple[str | int, ...]
    old: Any
    new: Any
    effect: str
    detection: str = "same"


METRIC = {"namespace": "AWS/EC2", "name": "CPUUtilization", "statistic": "Average"}
ABOVE = {"cloudwatch": {"metric": METRIC, "comparison": ">", "threshold": "80%", "period": "1m"}}
BELOW = {"cloudwatch": {"metric": METRIC, "comparison": "<", "threshold": "20%", "period": "1m"}}
COUNTED = {"namespace": "Shop", "name": "Errors", "statistic": "Sum", "measured_in": "Count"}
SUM = {"cloudwatch": {"metric": COUNTED, "comparison": ">", "threshold": 10, "period": "1m"}}
FEW = {"cloudwatch": {"metric": COUNTED, "comparison": "<", "threshold": 10, "period": "1m"}}
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
CHECK = {"http_check": {"url": "https://example.com/health"}}
TARGET = {"http_check": {**CHECK["http_check"], "availability": "99%", "period": "1d"}}
MONITOR = {
    "sentry_metric": {
        "aggregate": "count()",
        "time_window": "5m",
        "comparison": ">",
        "threshold": 10,
    }
}
P95_MONITOR = {
    "sentry_metric": {
        "dataset": "events_analytics_platform",
        "aggregate": "p95(span.duration)",
        "time_window": "5m",
        "comparison": ">",
        "threshold": 500,
    }
}
DYNAMIC = {
    "sentry_metric": {
        "aggregate": "count()",
        "time_window": "15m",
        "detection": "dynamic",
        "comparison": "above",
        "sensitivity": "medium",
    }
}
PERCENT = {
    "sentry_metric": {
        "aggregate": "count()",
        "time_window": "1h",
        "detection": "percent",
        "comparison_delta": "1d",
        "comparison": ">",
        "threshold": "50%",
    }
}
UPTIME = {"sentry_uptime": {"url": "https://example.com/health"}}
POSTED = {"sentry_uptime": {"url": "https://example.com/health", "method": "POST"}}
CRON = {"sentry_cron": {"schedule": "0 3 * * *"}}
COUNT = {"event_frequency_count": {"value": 10, "interval": "1h"}}
ISSUE = {
    "sentry_issue": {
        "triggers": ["first_seen"],
        "frequency": "30m",
        "filters": [{"match": "all", "conditions": [COUNT]}],
    }
}
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
_S = ("sentry_metric",)
_I = ("sentry_issue",)
_U = ("sentry_uptime",)
_R = ("sentry_cron",)
_FILTER = (*_I, "filters", 0)
_COUNT = (*_FILTER, "conditions", 0, "event_frequency_count")

ROWS = [
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
    Row(SLOW, (*_C, "metric", "statistic"), "p95", "Average", "less"),
    Row(SLOW, (*_C, "metric", "statistic"), "p50", "Average", "mixed"),
    Row(SLOW, (*_C, "low_samples"), "evaluate", "ignore", "less"),
    Row(SLOW, (*_C, "low_samples"), None, "ignore", "less"),
    # what is watched
    Row(ABOVE, (*_C, "metric", "name"), "CPUUtilization", "CPUCreditUsage", "unknown"),
    Row(SUM, (*_C, "metric", "namespace"), "Shop", "Blog", "unknown"),
    Row(ABOVE, (*_C, "metric", "dimensions"), None, {"InstanceId": "i-1"}, "unknown"),
    Row(ABOVE, (*_C, "metric", "unit"), None, "Percent", "unknown"),
    Row(SUM, (*_C, "metric", "account_id"), None, "123456789012", "unknown"),
    Row(ABOVE, (*_C, "metric", "label"), None, "CPU", "unchanged"),
    # cloudwatch_math
    Row(MATH, (*_M, "threshold"), "1%", "2%", "less"),
    Row(MATH, (*_M, "comparison"), ">", ">=", "more"),
    Row(MATH, (*_M, "period"), "5m", "1m", "more", "sooner"),
    Row(MATH, (*_M, "evaluation_periods"), 1, 2, "less", "later"),
    Row(MATH, (*_M, "treat_missing_data"), "missing", "notBreaching", "less"),
    Row(MATH, (*_M, "expression"), "100 * errors / requests", "errors / requests", "unknown"),
    Row(MATH, (*_M, "metrics", "errors", "statistic"), "Sum", "Average", "unknown"),
    Row(MATH, (*_M, "label"), None, "Share of errors", "unchanged"),
    # cloudwatch_anomaly
    Row(ANOMALY, (*_A, "band"), 2, 3, "less"),
    Row(ANOMALY, (*_A, "comparison"), "above", "outside", "more"),
    Row(ANOMALY, (*_A, "comparison"), "outside", "below", "less"),
    Row(ANOMALY, (*_A, "comparison"), "above", "below", "mixed"),
    Row(ANOMALY, (*_A, "evaluation_periods"), 1, 2, "less", "later"),
    Row(ANOMALY, (*_A, "treat_missing_data"), "missing", "breaching", "more"),
    Row(ANOMALY, (*_A, "metric", "name"), "CPUUtilization", "CPUCreditUsage", "unknown"),
    # cloudwatch_logs
    Row(LOGS, (*_L, "threshold"), 5, 4, "more"),
    Row(LOGS, (*_L, "comparison"), ">", ">=", "more"),
    Row(LOGS, (*_L, "pattern"), "ERROR", "FATAL", "unknown"),
    Row(LOGS, (*_L, "log_group"), "/shop/api", "/shop/web", "unknown"),
    Row(LOGS, (*_L, "metric", "value"), "1", "2", "more"),
    Row(LOGS, (*_L, "metric", "value"), "1", "$.errors", "unknown"),
    Row(LOGS, (*_L, "metric", "default"), None, 0, "unchanged"),
    Row(LOGS, (*_L, "metric", "name"), "Errors", "Failures", "unknown"),
    Row(LOGS, (*_L, "period"), "5m", "10m", "more", "later"),
    Row(LOGS, (*_L, "evaluation_periods"), 1, 2, "less", "later"),
    Row(LOGS, (*_L, "treat_missing_data"), "missing", "breaching", "more"),
    # http_check
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
    # sentry_metric
    Row(MONITOR, (*_S, "threshold"), 10, 20, "less"),
    Row(MONITOR, (*_S, "warning"), None, 5, "more"),
    Row(MONITOR, (*_S, "warning"), 5, 6, "less"),
    Row(MONITOR, (*_S, "resolve"), None, 5, "unchanged"),
    Row(MONITOR, (*_S, "time_window"), "5m", "10m", "more", "later"),
    Row(P95_MONITOR, (*_S, "time_window"), "5m", "10m", "less", "later"),
    Row(P95_MONITOR, (*_S, "threshold"), 500, 400, "more"),
    Row(MONITOR, (*_S, "query"), "", "level:error", "unknown"),
    Row(MONITOR, (*_S, "aggregate"), "count()", "count_unique(user)", "unknown"),
    Row(MONITOR, (*_S, "environment"), None, "production", "less"),
    Row(MONITOR, (*_S, "environment"), "production", "staging", "unknown"),
    Row(MONITOR, (*_S, "project"), "shop", "blog", "unknown"),
    Row(MONITOR, (*_S, "event_types"), None, ["error"], "unknown"),
    Row(DYNAMIC, (*_S, "sensitivity"), "medium", "high", "more"),
    Row(DYNAMIC, (*_S, "sensitivity"), "low", None, "more"),
    Row(DYNAMIC, (*_S, "comparison"), "above", "outside", "more"),
    Row(PERCENT, (*_S, "threshold"), "50%", "80%", "less"),
    Row(PERCENT, (*_S, "comparison_delta"), "1d", "1w", "unknown"),
    Row(MONITOR, (*_S, "comparison"), ">", ">=", "more"),
    Row(MONITOR, (*_S, "comparison"), ">", "==", "unknown"),
    Row(MONITOR, (*_S, "owner"), None, "none", "unchanged"),
    # sentry_uptime
    Row(UPTIME, (*_U, "interval"), "5m", "10m", "less", "later"),
    Row(UPTIME, (*_U, "timeout"), "10s", "30s", "less", "later"),
    Row(UPTIME, (*_U, "downtime_threshold"), 3, 5, "less", "later"),
    Row(UPTIME, (*_U, "recovery_threshold"), 1, 2, "unchanged"),
    Row(UPTIME, (*_U, "url"), "https://example.com/health", "https://example.com/", "unknown"),
    Row(UPTIME, (*_U, "method"), "GET", "HEAD", "unknown"),
    Row(UPTIME, (*_U, "headers"), None, {"Accept": "text/plain"}, "unknown"),
    Row(POSTED, (*_U, "body"), None, "ping", "unknown"),
    # sentry_cron
    Row(CRON, (*_R, "checkin_margin"), "1m", "45m", "less", "later"),
    Row(CRON, (*_R, "max_runtime"), "30m", "1h", "less", "later"),
    Row(CRON, (*_R, "failure_threshold"), 1, 2, "less"),
    Row(CRON, (*_R, "recovery_threshold"), 1, 2, "unchanged"),
    Row(CRON, (*_R, "schedule"), "0 3 * * *", "0 4 * * *", "unknown"),
    Row(CRON, (*_R, "time_zone"), "UTC", "Europe/Berlin", "unknown"),
    # sentry_issue
    Row(ISSUE, (*_I, "triggers"), ["first_seen"], ["first_seen", "regression"], "more"),
    Row(ISSUE, (*_I, "triggers"), ["first_seen"], ["regression"], "mixed"),
    Row(ISSUE, (*_I, "frequency"), "30m", "1h", "less"),
    Row(ISSUE, (*_I, "environment"), None, "production", "less"),
    Row(ISSUE, (*_I, "project"), "shop", "blog", "unknown"),
    Row(ISSUE, (*_COUNT, "value"), 10, 20, "less"),
    Row(ISSUE, (*_COUNT, "interval"), "1h", "1d", "more", "later"),
    Row(ISSUE, (*_FILTER, "match"), "all", "none", "unknown"),
    Row(ISSUE, (*_I, "filters"), None, [{"match": "all", "conditions": [COUNT]}], "less", "any"),
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
    Row(ANY, ("composite", "alarms"), None, ["shop/other"], "more", "any"),
    Row(ALL, ("composite", "alarms"), None, ["shop/other"], "less", "any"),
    Row(QUIET, ("composite", "wait"), "1m", "2m", "less", "later"),
    Row(QUIET, ("composite", "extension"), "1m", "2m", "less"),
    Row(
        RULE,
        ("composite", "rule"),
        "ALARM(cpu) AND NOT ALARM(errors)",
        "ALARM(cpu) AND OK(errors)",
        "unknown",
    ),
]
