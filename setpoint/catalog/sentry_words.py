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


def alert_condition(alert: SentryAlert) -> str:
    """Return when an alert looks at an issue and what the issue must match."""
    moments = [_TRIGGERS[each] for each in alert.triggers]
    steps = ", ".join(alert.seer_activities)
    when = " or ".join([*moments, f"past one of Sentry's steps {steps}"] if steps else moments)
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
    return tell(condition.properties) if tell else _plain(condition)


def _plain(condition: SentryCondition) -> str:
    name = condition.type.replace("_", " ")
    given = (f"{key} {value}" for key, value in condition.properties.items() if value != [])
    told = ", ".join(given)
    return f"{name}: {told}" if told else name


def _matched(name: str) -> Callable[[Any], str]:
    def tell(given: Any) -> str:
        value = f" {given['value']!r}" if "value" in given else ""
        return f"{given[name]} {_MATCHES[given['match']]}{value}"

    return tell


def _more_than(what: str) -> Callable[[Any], str]:
    def tell(given: Any) -> str:
        counted = [_filtered(each) for each in given["filters"]]
        those = f" where {' and '.join(counted)}" if counted else ""
        return f"more than {number(given['value'])} {what} in {given['interval']}{those}"

    return tell


def _increase(given: Any) -> str:
    before = f"{given['interval']} {given['comparisonInterval']} before"
    return f"events more than {number(given['value'])}% above those of the {before}"


def _occurrences(given: Any) -> str:
    return f"it happened at least {given['value']} times"


def _age(given: Any) -> str:
    return f"{given['comparisonType']} than {given['value']} {given['time']}s"


def _filtered(given: Any) -> str:
    return _matched("key" if "key" in given else "attribute")(given)


def _priority(given: Any) -> str:
    return f"its priority is {given['priority']} or higher"


def _deescalated(given: Any) -> str:
    return f"its priority fell from {given['priority']}"


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
