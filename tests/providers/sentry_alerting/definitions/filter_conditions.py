"""Alerts with every form of every type of condition."""

from __future__ import annotations

from providers.sentry_alerting import limits, vocabulary
from tests.providers.sentry_alerting.definitions.definition import conditional

_FILTER = {"key": "plan", "match": "eq", "value": "pro"}

CONDITIONS = (
    conditional(
        "age_comparison",
        {"comparisonType": "older", "time": "minute", "value": 1},
        {"comparisonType": "newer", "time": "hour", "value": 2},
        {"comparisonType": "older", "time": "day", "value": 3},
        {"comparisonType": "newer", "time": "week", "value": 4},
        value=9,
    ),
    conditional(
        "assigned_to",
        {"targetType": "Unassigned"},
        {"targetType": "Member", "targetIdentifier": "7001"},
        {"targetType": "Team", "targetIdentifier": "4101"},
    ),
    conditional(
        "event_attribute",
        {"attribute": "message", "match": "co", "value": "bar"},
        {"attribute": "error.unhandled", "match": "is"},
        {"attribute": "user.id", "match": "ns"},
        value="foo",
    ),
    conditional(
        "event_frequency_count",
        *({"value": 3, "interval": interval} for interval in limits.INTERVALS),
        {"value": 0, "interval": "1h", "filters": [{"attribute": "message", "match": "is"}]},
        value=1,
    ),
    conditional(
        "event_frequency_percent",
        {"value": 100, "interval": "1h", "comparisonInterval": "1w"},
        {
            "value": 50,
            "interval": "15m",
            "comparisonInterval": "1d",
            "filters": [{"key": "tag", "match": "ne", "value": "x"}],
        },
        value=200,
    ),
    conditional(
        "event_unique_user_frequency_count",
        {"value": 1, "interval": "5m"},
        {"value": 5, "interval": "1h", "filters": [_FILTER]},
        interval="15m",
    ),
    conditional(
        "issue_category",
        *({"category": name, "include": False} for name in vocabulary.CATEGORIES.names),
        *({"category": name} for name in vocabulary.CATEGORIES.names),
        include=True,
    ),
    conditional("issue_occurrences", {"value": 10}, {"value": 20}, {"value": 1}, value=30),
    conditional(
        "issue_priority_deescalating",
        *({"priority": name} for name in vocabulary.PRIORITIES.names),
    ),
    conditional(
        "issue_priority_greater_or_equal",
        *({"priority": name} for name in vocabulary.PRIORITIES.names),
    ),
    conditional(
        "issue_type",
        {"value": "performance_large_http_payload"},
        {"value": "error", "include": False},
        value="performance_slow_db_query",
    ),
    conditional(
        "latest_adopted_release",
        {"environment": "production", "ageComparison": "older", "releaseAgeType": "oldest"},
        {"environment": "production", "ageComparison": "newer", "releaseAgeType": "newest"},
        environment="staging",
    ),
    conditional("latest_release", {}),
    conditional(
        "level",
        *({"level": name, "match": "eq"} for name in vocabulary.LEVELS.names),
        {"level": "error", "match": "gte"},
        {"level": "warning", "match": "lte"},
        match="gte",
    ),
    conditional("percent_sessions_count", {"value": 10, "interval": "1h"}, value=20),
    conditional(
        "percent_sessions_percent",
        {"value": 10, "interval": "1h", "comparisonInterval": "1w"},
        {
            "value": 25,
            "interval": "30d",
            "comparisonInterval": "1d",
            "filters": [{"attribute": "message", "match": "eq", "value": "crash"}],
        },
        value=11,
    ),
    conditional(
        "tagged_event",
        *(
            {"key": "k", "match": match, "value": "v"}
            for match in vocabulary.MATCHES.values()
            if match not in vocabulary.VALUELESS
        ),
        *({"key": "k", "match": match} for match in vocabulary.VALUELESS),
        value="w",
    ),
)
