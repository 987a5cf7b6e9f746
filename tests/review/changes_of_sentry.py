"""Rows of the table for Sentry's monitors and alerts."""

from __future__ import annotations

from typing import Any

from tests.review.row import Row

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
        "triggers": ["reappeared"],
        "frequency": "30m",
        "filters": [{"match": "all", "conditions": [COUNT]}],
    }
}
_S = ("sentry_metric",)
_I = ("sentry_issue",)
_U = ("sentry_uptime",)
_R = ("sentry_cron",)
_FILTER = (*_I, "filters", 0)
_COUNT = (*_FILTER, "conditions", 0, "event_frequency_count")


def _if(
    kind: str, field: str, old: Any, new: Any, effect: str, *, detection: str = "same", **given: Any
) -> Row:
    """A row for a value of the only condition of an alert."""
    filters = [{"match": "all", "conditions": [{kind: given}]}]
    signal = {"sentry_issue": {"triggers": ["reappeared"], "filters": filters}}
    return Row(signal, (*_FILTER, "conditions", 0, kind, field), old, new, effect, detection)


_HOUR = {"value": 10, "interval": "1h"}
_SHARE = {**_HOUR, "comparison_interval": "1d"}
_TAG = {"match": "equals", "value": "x"}
_BY_TAG = {"key": "browser", **_TAG}
_MESSAGE = {"attribute": "message", **_TAG}


def _counted_events(kind: str, given: dict[str, Any]) -> list[Row]:
    """Rows for which events a condition counts."""
    path = (*_FILTER, "conditions", 0, kind, "filters", 0)
    tagged, told = (
        {
            "sentry_issue": {
                "triggers": ["reappeared"],
                "filters": [{"match": "all", "conditions": [{kind: {**given, "filters": [each]}}]}],
            }
        }
        for each in (_BY_TAG, _MESSAGE)
    )
    return [
        Row(tagged, (*path, "key"), "browser", "os", "unknown"),
        Row(tagged, (*path, "match"), "equals", "contains", "unknown"),
        Row(tagged, (*path, "value"), "x", "y", "unknown"),
        Row(told, (*path, "attribute"), "message", "platform", "unknown"),
    ]


CONDITIONS = [
    _if("age_comparison", "comparison", "older", "newer", "unknown", value=1, time="day"),
    _if("age_comparison", "value", 1, 2, "unknown", comparison="older", time="day"),
    _if("age_comparison", "time", "day", "week", "unknown", comparison="older", value=1),
    Row(
        ISSUE,
        (*_FILTER, "conditions", 0),
        {"assigned_to": {"target": "unassigned"}},
        {"assigned_to": {"target": "member", "id": "ana"}},
        "unknown",
        "any",
    ),
    _if("assigned_to", "id", "ana", "ben", "unknown", target="member"),
    _if("issue_category", "value", "error", "outage", "unknown"),
    _if("issue_category", "include", old=True, new=False, effect="unknown", value="error"),
    _if("issue_type", "value", "error", "performance_slow_db_query", "unknown"),
    _if("issue_type", "include", old=True, new=False, effect="unknown", value="error"),
    _if("issue_occurrences", "value", 10, 20, "less"),
    _if("issue_priority_greater_or_equal", "value", "medium", "high", "less"),
    _if("issue_priority_deescalating", "value", "medium", "high", "unknown"),
    _if("event_unique_user_frequency_count", "value", 10, 20, "less", interval="1h"),
    _if(
        "event_unique_user_frequency_count",
        "interval",
        "1h",
        "1d",
        "more",
        detection="later",
        value=10,
    ),
    *_counted_events("event_frequency_count", _HOUR),
    *_counted_events("event_unique_user_frequency_count", _HOUR),
    *_counted_events("event_frequency_percent", _SHARE),
    *_counted_events("percent_sessions_percent", _SHARE),
    *(
        row
        for kind in ("event_frequency_percent", "percent_sessions_percent")
        for row in (
            _if(kind, "value", 10, 20, "less", interval="1h", comparison_interval="1d"),
            _if(
                kind,
                "interval",
                "5m",
                "1h",
                "unknown",
                detection="later",
                value=10,
                comparison_interval="1d",
            ),
            _if(kind, "comparison_interval", "1d", "1w", "unknown", value=10, interval="1h"),
        )
    ),
    _if("percent_sessions_count", "value", 10, 20, "less", interval="1h"),
    _if("percent_sessions_count", "interval", "5m", "1h", "unknown", detection="later", value=10),
    _if("event_attribute", "attribute", "message", "platform", "unknown", **_TAG),
    _if(
        "event_attribute", "match", "equals", "contains", "unknown", attribute="message", value="x"
    ),
    _if("event_attribute", "value", "x", "y", "unknown", attribute="message", match="equals"),
    _if("tagged_event", "key", "browser", "os", "unknown", **_TAG),
    _if("tagged_event", "match", "equals", "contains", "unknown", key="browser", value="x"),
    _if("tagged_event", "value", "x", "y", "unknown", key="browser", match="equals"),
    _if(
        "latest_adopted_release",
        "release",
        "oldest",
        "newest",
        "unknown",
        age="older",
        environment="prod",
    ),
    _if(
        "latest_adopted_release",
        "age",
        "older",
        "newer",
        "unknown",
        release="oldest",
        environment="prod",
    ),
    _if(
        "latest_adopted_release",
        "environment",
        "prod",
        "dev",
        "unknown",
        release="oldest",
        age="older",
    ),
    _if("level", "level", "warning", "error", "less", match="at_least"),
    _if("level", "level", "warning", "error", "more", match="at_most"),
    _if("level", "match", "at_least", "at_most", "unknown", level="error"),
    Row(
        ISSUE,
        (*_FILTER, "conditions", 0),
        {"latest_release": True},
        {"level": {"match": "at_least", "level": "error"}},
        "unknown",
    ),
]

_MAIL = [{"email": {"team": "core"}}]


def _everywhere(path: tuple[str, ...], signal: dict[str, Any]) -> list[Row]:
    """Rows for what all of Sentry's signals have; no series of events tells them apart."""
    return [
        Row(signal, (*path, "name"), None, "A name", "unchanged"),
        Row(signal, (*path, "route"), old=True, new=False, effect="unchanged"),
        Row(signal, (*path, "actions"), None, _MAIL, "unchanged"),
        Row(signal, (*path, "project"), "shop", "blog", "unknown"),
        Row(signal, (*path, "owner"), "core", "ana", "unchanged"),
    ]


def _monitors(path: tuple[str, ...], signal: dict[str, Any]) -> list[Row]:
    return [
        *_everywhere(path, signal),
        Row(signal, (*path, "alert_name"), None, "Another name", "unchanged"),
        Row(signal, (*path, "description"), None, "What to do", "unchanged"),
    ]


SENTRY_ROWS = [
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
    Row(ISSUE, (*_I, "triggers"), ["reappeared"], ["reappeared", "regression"], "more"),
    Row(ISSUE, (*_I, "triggers"), ["reappeared"], ["regression"], "mixed"),
    Row(ISSUE, (*_I, "triggers"), ["reappeared"], [], "more"),
    Row(ISSUE, (*_I, "frequency"), "30m", "1h", "less"),
    Row(ISSUE, (*_I, "environment"), None, "production", "less"),
    Row(ISSUE, (*_I, "project"), "shop", "blog", "unknown"),
    Row(ISSUE, (*_COUNT, "value"), 10, 20, "less"),
    Row(ISSUE, (*_COUNT, "interval"), "1h", "1d", "more", "later"),
    Row(ISSUE, (*_FILTER, "match"), "all", "none", "unknown"),
    Row(ISSUE, (*_I, "filters"), None, [{"match": "all", "conditions": [COUNT]}], "less", "any"),
    *_monitors(_S, MONITOR),
    Row(MONITOR, (*_S, "dataset"), "events", "transactions", "unknown"),
    Row(MONITOR, (*_S, "query_type"), None, "error", "unknown"),
    Row(MONITOR, (*_S, "extrapolation_mode"), None, "none", "unknown"),
    *_monitors(_U, UPTIME),
    Row(UPTIME, (*_U, "environment"), "prod", "staging", "unchanged"),
    Row(UPTIME, (*_U, "assertions"), None, [{"status_code": {"value": 204}}], "unknown"),
    Row(UPTIME, (*_U, "trace_sampling"), old=False, new=True, effect="unchanged"),
    *_monitors(_R, CRON),
    Row({"sentry_cron": {}}, (*_R, "every"), "1h", "2h", "unknown"),
    *_everywhere(_I, ISSUE),
    Row(ISSUE, (*_I, "monitors"), ["issues"], ["errors"], "mixed"),
    Row(ISSUE, (*_I, "seer_activities"), None, ["rca_completed"], "more"),
    Row(ISSUE, (*_I, "seer_activities"), ["rca_completed"], ["pr_created"], "mixed"),
    Row(ISSUE, (*_FILTER, "actions"), None, _MAIL, "unchanged"),
    *CONDITIONS,
]
