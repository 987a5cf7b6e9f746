"""Triggers and filter conditions of Sentry's alerts: from the config's words to its API's.

Sentry's names and numbers are those of its workflow API (`comparison` of triggers and of
action filter conditions).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from providers.sentry_alerting import limits
from setpoint.catalog.model import SentryCondition

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.config.model import Condition

TRIGGERS: Final = {
    "first_seen": "first_seen_event",
    "reappeared": "reappeared_event",
    "regression": "regression_event",
    "resolved": "issue_resolved_trigger",
    "new_high_priority": "new_high_priority_issue",
    "existing_high_priority": "existing_high_priority_issue",
}
LOGIC: Final[dict[str, Literal["all", "any-short", "none"]]] = {
    "all": "all",
    "any": "any-short",
    "none": "none",
}
PRIORITIES: Final = {"low": 25, "medium": 50, "high": 75}
_MATCHES: Final = {
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
LEVELS: Final = {"sample": 0, "debug": 10, "info": 20, "warning": 30, "error": 40, "fatal": 50}
CATEGORIES: Final = {
    "error": 1,
    "feedback": 6,
    "outage": 10,
    "metric": 11,
    "db_query": 12,
    "http_client": 13,
    "frontend": 14,
    "mobile": 15,
}
_ASSIGNEES: Final = {"unassigned": "Unassigned", "member": "Member", "team": "Team"}
_INTERVALS: Final = {seconds: name for name, seconds in limits.INTERVALS.items()}


def build_trigger(name: str) -> SentryCondition:
    """Return a trigger by the config's word for it."""
    return SentryCondition(type=TRIGGERS[name], comparison=True)


def build_activities(names: tuple[str, ...]) -> tuple[SentryCondition, ...]:
    """Return the trigger of steps of Sentry's own analysis, none if there are no steps."""
    return (SentryCondition(type="seer_activity_trigger", comparison=names),) if names else ()


def build_condition(condition: Condition) -> SentryCondition:
    """Return a filter condition.

    `event_frequency_count` and its like hold above their value, never at it: the config
    says "more than" and so does Sentry.
    """
    kind = condition.kind
    section = getattr(condition, kind)
    convert = _COMPARISONS.get(kind, None)
    return SentryCondition(type=kind, comparison=convert(section) if convert else True)


def _interval(seconds: int) -> str:
    return _INTERVALS[seconds]


def _age(section: Any) -> Any:
    return {"comparisonType": section.comparison, "value": section.value, "time": section.time}


def _assigned(section: Any) -> Any:
    return {"targetType": _ASSIGNEES[section.target], "targetIdentifier": section.id or ""}


def _category(section: Any) -> Any:
    return {"value": CATEGORIES[section.value], "include": section.include}


def _type(section: Any) -> Any:
    return {"value": section.value, "include": section.include}


def _occurrences(section: Any) -> Any:
    return {"value": section.value}


def _priority(section: Any) -> Any:
    return PRIORITIES[section.value]


def _count(section: Any) -> Any:
    filters = [_event_filter(each) for each in section.filters]
    return {"value": section.value, "interval": _interval(section.interval), "filters": filters}


def _event_filter(section: Any) -> Any:
    by = {"key": section.key} if section.key else {"attribute": section.attribute}
    return {**by, **_matching(section)}


def _sessions(section: Any) -> Any:
    return {"value": section.value, "interval": _interval(section.interval)}


def _percent(section: Any) -> Any:
    return {**_count(section), "comparisonInterval": _interval(section.comparison_interval)}


def _attribute(section: Any) -> Any:
    return {"attribute": section.attribute, **_matching(section)}


def _tag(section: Any) -> Any:
    return {"key": section.key, **_matching(section)}


def _matching(section: Any) -> dict[str, Any]:
    match = {"match": _MATCHES[section.match]}
    return match if section.value is None else {**match, "value": section.value}


def _release(section: Any) -> Any:
    return {
        "releaseAgeType": section.release,
        "ageComparison": section.age,
        "environment": section.environment,
    }


def _level(section: Any) -> Any:
    return {"match": _MATCHES[section.match], "level": LEVELS[section.level]}


_COMPARISONS: Final[dict[str, Callable[[Any], Any]]] = {
    "age_comparison": _age,
    "assigned_to": _assigned,
    "issue_category": _category,
    "issue_type": _type,
    "issue_occurrences": _occurrences,
    "issue_priority_greater_or_equal": _priority,
    "issue_priority_deescalating": _priority,
    "event_frequency_count": _count,
    "event_unique_user_frequency_count": _count,
    "event_frequency_percent": _percent,
    "percent_sessions_count": _sessions,
    "percent_sessions_percent": _percent,
    "event_attribute": _attribute,
    "tagged_event": _tag,
    "latest_adopted_release": _release,
    "level": _level,
}
