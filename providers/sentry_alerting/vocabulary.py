"""What alerts ask of an issue: Sentry's codes, and the words that people write for them.

The config, the catalog, the provider and the migration share them. Types, units and codes:
Sentry's public API description of workflows, and the forms that a client in production use sends.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

from providers.sentry_alerting.wire import Codes

Level: TypeAlias = Literal["sample", "debug", "info", "warning", "error", "fatal"]
LEVELS: Final = Codes(
    {"fatal": 50, "error": 40, "warning": 30, "info": 20, "debug": 10, "sample": 0}
)

Priority: TypeAlias = Literal["low", "medium", "high"]
PRIORITIES: Final = Codes({"high": 75, "medium": 50, "low": 25})

Category: TypeAlias = Literal[
    "error", "feedback", "outage", "metric", "db_query", "http_client", "frontend", "mobile"
]
CATEGORIES: Final = Codes(
    {
        "error": 1,
        "feedback": 6,
        "outage": 10,
        "metric": 11,
        "db_query": 12,
        "http_client": 13,
        "frontend": 14,
        "mobile": 15,
    }
)

Match: TypeAlias = Literal[
    "contains",
    "does_not_contain",
    "equals",
    "does_not_equal",
    "starts_with",
    "does_not_start_with",
    "ends_with",
    "does_not_end_with",
    "is_set",
    "is_not_set",
    "is_in",
    "is_not_in",
    "more_than",
    "at_least",
    "less_than",
    "at_most",
]
MATCHES: Final[dict[Match, str]] = {
    "contains": "co",
    "does_not_contain": "nc",
    "equals": "eq",
    "does_not_equal": "ne",
    "starts_with": "sw",
    "does_not_start_with": "nsw",
    "ends_with": "ew",
    "does_not_end_with": "new",
    "is_set": "is",
    "is_not_set": "ns",
    "is_in": "in",
    "is_not_in": "nin",
    "more_than": "gt",
    "at_least": "gte",
    "less_than": "lt",
    "at_most": "lte",
}
VALUELESS: Final = (MATCHES["is_set"], MATCHES["is_not_set"])

LevelMatch: TypeAlias = Literal["equals", "at_least", "at_most"]
LEVEL_MATCHES: Final = tuple(MATCHES[word] for word in get_args(LevelMatch))

Attribute: TypeAlias = Literal[
    "message",
    "platform",
    "environment",
    "type",
    "error.handled",
    "error.unhandled",
    "error.main_thread",
    "exception.type",
    "exception.value",
    "user.id",
    "user.email",
    "user.username",
    "user.ip_address",
    "http.method",
    "http.url",
    "http.status_code",
    "sdk.name",
    "stacktrace.code",
    "stacktrace.module",
    "stacktrace.filename",
    "stacktrace.abs_path",
    "stacktrace.package",
    "unreal.crash_type",
    "app.in_foreground",
]
ATTRIBUTES: Final[tuple[str, ...]] = get_args(Attribute)

Trigger: TypeAlias = Literal[
    "first_seen",
    "reappeared",
    "regression",
    "resolved",
    "new_high_priority",
    "existing_high_priority",
]
TRIGGERS: Final[dict[Trigger, str]] = {
    "first_seen": "first_seen_event",
    "resolved": "issue_resolved_trigger",
    "reappeared": "reappeared_event",
    "regression": "regression_event",
    "new_high_priority": "new_high_priority_issue",
    "existing_high_priority": "existing_high_priority_issue",
}

Activity: TypeAlias = Literal[
    "rca_completed", "solution_completed", "coding_completed", "pr_created"
]
ACTIVITIES: Final[tuple[str, ...]] = get_args(Activity)
"""Steps of Sentry's own analysis."""

AgeSide: TypeAlias = Literal["older", "newer"]
AgeUnit: TypeAlias = Literal["minute", "hour", "day", "week"]
ReleaseAge: TypeAlias = Literal["oldest", "newest"]

Assignee: TypeAlias = Literal["unassigned", "member", "team"]
ASSIGNEES: Final[dict[Assignee, str]] = {
    "unassigned": "Unassigned",
    "member": "Member",
    "team": "Team",
}

Logic: TypeAlias = Literal["all", "any", "none"]
"""How many of a filter's conditions must hold."""
