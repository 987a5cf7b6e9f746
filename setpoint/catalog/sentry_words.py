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
    "ew": "ends with",
    "is": "is set",
    "ns": "is not set",
}
_TRIGGERS: Final = {
    "first_seen_event": "seen for the first time",
    "reappeared_event": "back after being archived",
    "regression_event": "back after being resolved",
    "issue_resolved_trigger": "resolved",
}


def alert_condition(alert: SentryAlert) -> str:
    """Return when an alert looks at an issue and what the issue must match."""
    when = " or ".join(_TRIGGERS.get(each.type, _plain(each)) for each in alert.triggers)
    groups = [text for text in map(_group, alert.filters) if text]
    matching = f", if {'; or '.join(groups)}" if groups else ""
    return f"an issue of {alert.project} is {when or 'seen'}{matching}"


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
    return name if comparison is True else f"{name} {comparison}"


def _matched(name: str) -> Callable[[Any], str]:
    def tell(comparison: Any) -> str:
        value = f" {comparison['value']!r}" if "value" in comparison else ""
        return f"{comparison[name]} {_MATCHES[comparison['match']]}{value}"

    return tell


def _more_than(what: str) -> Callable[[Any], str]:
    def tell(comparison: Any) -> str:
        return f"more than {number(comparison['value'])} {what} in {comparison['interval']}"

    return tell


def _increase(comparison: Any) -> str:
    before = f"{comparison['interval']} {comparison['comparisonInterval']} before"
    return f"events more than {number(comparison['value'])}% above those of the {before}"


def _occurrences(comparison: Any) -> str:
    return f"it happened at least {comparison['value']} times"


def _age(comparison: Any) -> str:
    return f"{comparison['comparisonType']} than {comparison['value']} {comparison['time']}s"


_WORDS: Final[dict[str, Callable[[Any], str]]] = {
    "event_attribute": _matched("attribute"),
    "tagged_event": _matched("key"),
    "event_frequency_count": _more_than("events"),
    "event_unique_user_frequency_count": _more_than("users"),
    "event_frequency_percent": _increase,
    "issue_occurrences": _occurrences,
    "age_comparison": _age,
}
