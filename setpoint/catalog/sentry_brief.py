"""A Sentry alert on issues in a few words: `new or back: level >= error, > 5 in 15m`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.quantity import number
from setpoint.catalog.signals.sentry_conditions import CATEGORIES, LEVELS, PRIORITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from setpoint.catalog.model import SentryAlert, SentryCondition, SentryFilter

_TRIGGERS: Final = {
    "first_seen_event": "new",
    "reappeared_event": "unarchived",
    "regression_event": "back",
    "issue_resolved_trigger": "resolved",
    "new_high_priority_issue": "new and high",
    "existing_high_priority_issue": "raised to high",
    "seer_activity_trigger": "analysed",
}
_MATCHES: Final = {
    "co": "~",
    "nc": "!~",
    "eq": "=",
    "ne": "!=",
    "sw": "starts",
    "nsw": "starts not",
    "ew": "ends",
    "new": "ends not",
    "is": "set",
    "ns": "not set",
    "in": "in",
    "nin": "not in",
    "gt": ">",
    "gte": ">=",
    "lt": "<",
    "lte": "<=",
}
_NAMES: Final = {
    table: {value: name for name, value in numbers.items()}
    for table, numbers in (("level", LEVELS), ("priority", PRIORITIES), ("category", CATEGORIES))
}


def brief(alert: SentryAlert) -> str:
    """Return when an alert looks at an issue and what it lets through."""
    when = " or ".join(_TRIGGERS.get(each.type, each.type) for each in alert.triggers)
    groups = [text for text in map(_group, alert.filters) if text]
    through = "; or ".join(groups)
    if when and through:
        return f"{when}: {through}"
    return through or (f"{when}: any issue" if when else "any event")


def _group(item: SentryFilter) -> str:
    told = [condition_text(condition) for condition in item.conditions]
    joined = (", " if item.logic_type == "all" else " or ").join(told)
    return f"not ({joined})" if told and item.logic_type == "none" else joined


def condition_text(condition: SentryCondition) -> str:
    """Return one condition: `level >= error`, `> 5 in 15m`, `message ~ timeout`."""
    tell = _WORDS.get(condition.type)
    return tell(condition.comparison) if tell else condition.type.replace("_", " ")


def _matched(comparison: Mapping[str, Any]) -> str:
    name = comparison.get("key") or comparison.get("attribute")
    value = f" {comparison['value']}" if "value" in comparison else ""
    return f"{name} {_MATCHES[comparison['match']]}{value}"


def _counted(unit: str, sign: str = "") -> Callable[[Any], str]:
    def tell(comparison: Any) -> str:
        only = ", ".join(_matched(each) for each in comparison.get("filters", ()))
        those = f" where {only}" if only else ""
        then = comparison.get("comparisonInterval")
        than = f" over {then} before" if then else ""
        amount = f"{sign}{number(comparison['value'])}{unit}"
        return f"> {amount} in {comparison['interval']}{than}{those}"

    return tell


def _level(comparison: Any) -> str:
    return f"level {_MATCHES[comparison['match']]} {_NAMES['level'][comparison['level']]}"


def _age(comparison: Any) -> str:
    sign = ">" if comparison["comparisonType"] == "older" else "<"
    return f"age {sign} {comparison['value']} {comparison['time']}"


def _left_out(comparison: Any, name: str) -> str:
    return name if comparison.get("include", True) else f"no {name}"


def _assigned(comparison: Any) -> str:
    target = comparison["targetType"].lower()
    return target if target == "unassigned" else f"{target} {comparison['targetIdentifier']}'s"


def _release(comparison: Any) -> str:
    which = f"{comparison['releaseAgeType']} release of {comparison['environment']}"
    return f"{comparison['ageComparison']} than the {which}"


_WORDS: Final[dict[str, Callable[[Any], str]]] = {
    "event_attribute": _matched,
    "tagged_event": _matched,
    "event_frequency_count": _counted(""),
    "event_unique_user_frequency_count": _counted(" users"),
    "event_frequency_percent": _counted("%", "+"),
    "percent_sessions_count": _counted("% of sessions"),
    "percent_sessions_percent": _counted("% of sessions", "+"),
    "issue_occurrences": lambda comparison: f">= {comparison['value']} in all",
    "issue_priority_greater_or_equal": lambda level: f"priority >= {_NAMES['priority'][level]}",
    "issue_priority_deescalating": lambda level: f"fallen from {_NAMES['priority'][level]}",
    "issue_category": lambda given: _left_out(given, _NAMES["category"][given["value"]]),
    "issue_type": lambda given: _left_out(given, given["value"]),
    "age_comparison": _age,
    "assigned_to": _assigned,
    "level": _level,
    "latest_adopted_release": _release,
}
