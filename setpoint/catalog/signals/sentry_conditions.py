"""Filter conditions of Sentry's alerts: from the config's words to the provider's properties.

The provider's names are those of Sentry's workflow API; its codes stay with the provider.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from providers.sentry_alerting import limits
from providers.sentry_alerting.vocabulary import ASSIGNEES, MATCHES
from setpoint.catalog.model import SentryCondition

if TYPE_CHECKING:
    from collections.abc import Callable

    from providers.sentry_alerting.vocabulary import Priority
    from setpoint.config.model import Condition

_INTERVALS: Final = {seconds: name for name, seconds in limits.INTERVALS.items()}
_RISEN: Final = "issue_priority_greater_or_equal"
_FALLEN: Final = "issue_priority_deescalating"


def build_condition(condition: Condition) -> SentryCondition:
    """Return a filter condition.

    `event_frequency_count` and its like hold above their value, never at it: the config
    says "more than" and so does Sentry.
    """
    kind = condition.kind
    convert = _PROPERTIES.get(kind)
    properties = convert(getattr(condition, kind)) if convert else {}
    return SentryCondition(type=kind, properties=properties)


def of_priority(least: Priority) -> SentryCondition:
    """Return the condition that an issue is of a priority or a higher one."""
    return SentryCondition(type=_RISEN, properties={"priority": least})


def fallen_from(priority: Priority) -> SentryCondition:
    """Return the condition that an issue's priority fell below what it was."""
    return SentryCondition(type=_FALLEN, properties={"priority": priority})


def _age(section: Any) -> dict[str, Any]:
    return {"comparisonType": section.comparison, "value": section.value, "time": section.time}


def _assigned(section: Any) -> dict[str, Any]:
    target = {"targetType": ASSIGNEES[section.target]}
    return {**target, "targetIdentifier": section.id} if section.id else target


def _category(section: Any) -> dict[str, Any]:
    return {"category": section.value, "include": section.include}


def _type(section: Any) -> dict[str, Any]:
    return {"value": section.value, "include": section.include}


def _occurrences(section: Any) -> dict[str, Any]:
    return {"value": section.value}


def _priority(section: Any) -> dict[str, Any]:
    return {"priority": section.value}


def _count(section: Any) -> dict[str, Any]:
    filters = [_event_filter(each) for each in section.filters]
    return {**_sessions(section), "filters": filters}


def _event_filter(section: Any) -> dict[str, Any]:
    by = {"key": section.key} if section.key else {"attribute": section.attribute}
    return {**by, **_matching(section)}


def _sessions(section: Any) -> dict[str, Any]:
    return {"value": section.value, "interval": _INTERVALS[section.interval]}


def _percent(section: Any) -> dict[str, Any]:
    return {**_count(section), "comparisonInterval": _INTERVALS[section.comparison_interval]}


def _attribute(section: Any) -> dict[str, Any]:
    return {"attribute": section.attribute, **_matching(section)}


def _tag(section: Any) -> dict[str, Any]:
    return {"key": section.key, **_matching(section)}


def _matching(section: Any) -> dict[str, Any]:
    match = {"match": MATCHES[section.match]}
    return match if section.value is None else {**match, "value": section.value}


def _release(section: Any) -> dict[str, Any]:
    return {
        "releaseAgeType": section.release,
        "ageComparison": section.age,
        "environment": section.environment,
    }


def _level(section: Any) -> dict[str, Any]:
    return {"match": MATCHES[section.match], "level": section.level}


_PROPERTIES: Final[dict[str, Callable[[Any], dict[str, Any]]]] = {
    "age_comparison": _age,
    "assigned_to": _assigned,
    "issue_category": _category,
    "issue_type": _type,
    "issue_occurrences": _occurrences,
    _RISEN: _priority,
    _FALLEN: _priority,
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
