"""A Sentry alert on issues in a few words: `new or back: level >= error, > 5 in 15m`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.quantity import number

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
}
_ANALYSED: Final = "analysed"
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


def brief(alert: SentryAlert) -> str:
    """Return when an alert looks at an issue and what it lets through."""
    moments = [_TRIGGERS[each] for each in alert.triggers]
    when = " or ".join([*moments, _ANALYSED] if alert.seer_activities else moments)
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
    return tell(condition.properties) if tell else condition.type.replace("_", " ")


def _matched(given: Mapping[str, Any]) -> str:
    name = given.get("key") or given.get("attribute")
    value = f" {given['value']}" if "value" in given else ""
    return f"{name} {_MATCHES[given['match']]}{value}"


def _counted(unit: str, sign: str = "") -> Callable[[Any], str]:
    def tell(given: Any) -> str:
        only = ", ".join(_matched(each) for each in given.get("filters", ()))
        those = f" where {only}" if only else ""
        then = given.get("comparisonInterval")
        than = f" over {then} before" if then else ""
        amount = f"{sign}{number(given['value'])}{unit}"
        return f"> {amount} in {given['interval']}{than}{those}"

    return tell


def _level(given: Any) -> str:
    return f"level {_MATCHES[given['match']]} {given['level']}"


def _age(given: Any) -> str:
    sign = ">" if given["comparisonType"] == "older" else "<"
    return f"age {sign} {given['value']} {given['time']}"


def _left_out(given: Any, name: str) -> str:
    return name if given.get("include", True) else f"no {name}"


def _assigned(given: Any) -> str:
    target = given["targetType"].lower()
    return target if target == "unassigned" else f"{target} {given['targetIdentifier']}'s"


def _release(given: Any) -> str:
    which = f"{given['releaseAgeType']} release of {given['environment']}"
    return f"{given['ageComparison']} than the {which}"


_WORDS: Final[dict[str, Callable[[Any], str]]] = {
    "event_attribute": _matched,
    "tagged_event": _matched,
    "event_frequency_count": _counted(""),
    "event_unique_user_frequency_count": _counted(" users"),
    "event_frequency_percent": _counted("%", "+"),
    "percent_sessions_count": _counted("% of sessions"),
    "percent_sessions_percent": _counted("% of sessions", "+"),
    "issue_occurrences": lambda given: f">= {given['value']} in all",
    "issue_priority_greater_or_equal": lambda given: f"priority >= {given['priority']}",
    "issue_priority_deescalating": lambda given: f"fallen from {given['priority']}",
    "issue_category": lambda given: _left_out(given, given["category"]),
    "issue_type": lambda given: _left_out(given, given["value"]),
    "age_comparison": _age,
    "assigned_to": _assigned,
    "level": _level,
    "latest_adopted_release": _release,
}
