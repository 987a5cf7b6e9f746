"""Sentry's triggers and conditions in words; what has none of its own is told by its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.quantity import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import SentryAlert, SentryCondition, SentryFilter

_MATCHES: Final = {
    "co": "contains",
    "nc": "does not contain",
    "eq": "is",
    "ne": "is not",
    "sw": "starts with",
    "nsw": "does not start with",
    "ew": "ends with",
    "new": "does not end with",
    "is": "is set",
    "ns": "is not set",
    "in": "is one of",
    "nin": "is none of",
    "gt": "is more than",
    "gte": "is at least",
    "lt": "is less than",
    "lte": "is at most",
}
_TRIGGERS: Final = {
    "first_seen_event": "seen for the first time",
    "reappeared_event": "back after being archived",
    "regression_event": "back after being resolved",
    "issue_resolved_trigger": "resolved",
    "new_high_priority_issue": "new and of high priority",
    "existing_high_priority_issue": "raised to high priority",
}
_STREAMS: Final = {"issues": "an issue", "errors": "an error"}
_PRIORITIES: Final = {25: "low", 50: "medium", 75: "high"}


def alert_condition(alert: SentryAlert) -> str:
    """Return when an alert looks at an issue and what the issue must match."""
    when = " or ".join(_TRIGGERS.get(each.type, _plain(each)) for each in alert.triggers)
    groups = [text for text in map(_group, alert.filters) if text]
    matching = f", if {'; or '.join(groups)}" if groups else ""
    return f"{_watched(alert)} is {when or 'seen'}{matching}"


def _watched(alert: SentryAlert) -> str:
    told = (
        f"{_STREAMS[name]} of {alert.project}" if name in _STREAMS else f"an issue of {name}"
        for name in alert.monitors
    )
    return " or ".join(told)


def _group(item: SentryFilter) -> str:
    told = [_condition(condition) for condition in item.conditions]
    if not told:
        return ""
    joined = (" and " if item.logic_type == "all" else " or ").join(told)
    return f"not ({joined})" if item.logic_type == "none" else joined


def _condition(condition: SentryCondition) -> str:
    tell = _WORDS.get(condition.type)
    return tell(condition.comparison) if tell else _plain(condition)


def _plain(condition: SentryCondition) -> str:
    name = condition.type.replace("_", " ")
    comparison = condition.comparison
    if isinstance(comparison, dict):
        given = (f"{key} {value}" for key, value in comparison.items() if value not in ([], None))
        return f"{name}: {', '.join(given)}"
    if isinstance(comparison, tuple):
        return f"past one of Sentry's steps {', '.join(comparison)}"
    return name if comparison is True else f"{name} {comparison}"


def _matched(name: str) -> Callable[[Any], str]:
    def tell(comparison: Any) -> str:
        value = f" {comparison['value']!r}" if "value" in comparison else ""
        return f"{comparison[name]} {_MATCHES[comparison['match']]}{value}"

    return tell


def _more_than(what: str) -> Callable[[Any], str]:
    def tell(comparison: Any) -> str:
        counted = [_filtered(each) for each in comparison["filters"]]
        those = f" where {' and '.join(counted)}" if counted else ""
        return f"more than {number(comparison['value'])} {what} in {comparison['interval']}{those}"

    return tell


def _increase(comparison: Any) -> str:
    before = f"{comparison['interval']} {comparison['comparisonInterval']} before"
    return f"events more than {number(comparison['value'])}% above those of the {before}"


def _occurrences(comparison: Any) -> str:
    return f"it happened at least {comparison['value']} times"


def _age(comparison: Any) -> str:
    return f"{comparison['comparisonType']} than {comparison['value']} {comparison['time']}s"


def _filtered(comparison: Any) -> str:
    return _matched("key" if "key" in comparison else "attribute")(comparison)


def _priority(level: Any) -> str:
    return f"its priority is {_PRIORITIES[level]} or higher"


def _deescalated(level: Any) -> str:
    return f"its priority fell from {_PRIORITIES[level]}"


_WORDS: Final[dict[str, Callable[[Any], str]]] = {
    "event_attribute": _matched("attribute"),
    "tagged_event": _matched("key"),
    "event_frequency_count": _more_than("events"),
    "event_unique_user_frequency_count": _more_than("users"),
    "event_frequency_percent": _increase,
    "issue_occurrences": _occurrences,
    "issue_priority_greater_or_equal": _priority,
    "issue_priority_deescalating": _deescalated,
    "age_comparison": _age,
}
