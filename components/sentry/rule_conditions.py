"""Conditions of Sentry's old issue rules, from those of its workflows.

Old rules are flat maps of strings under Sentry's own class names. They ask "when" with one
list of conditions and "if" with one list of filters, and count events among the former.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.sentry_alerting.conditions import encode

if TYPE_CHECKING:
    from setpoint.catalog.model import SentryCondition

_CONDITION = "sentry.rules.conditions"
_FILTER = "sentry.rules.filters"

_TRIGGERS = {
    "first_seen_event": f"{_CONDITION}.first_seen_event.FirstSeenEventCondition",
    "reappeared_event": f"{_CONDITION}.reappeared_event.ReappearedEventCondition",
    "regression_event": f"{_CONDITION}.regression_event.RegressionEventCondition",
}
_FREQUENCIES = {
    "event_frequency_count": ("EventFrequencyCondition", "count"),
    "event_frequency_percent": ("EventFrequencyCondition", "percent"),
    "event_unique_user_frequency_count": ("EventUniqueUserFrequencyCondition", "count"),
    "percent_sessions_count": ("EventFrequencyPercentCondition", "count"),
    "percent_sessions_percent": ("EventFrequencyPercentCondition", "percent"),
}
_FILTERS = {
    "age_comparison": f"{_FILTER}.age_comparison.AgeComparisonFilter",
    "assigned_to": f"{_FILTER}.assigned_to.AssignedToFilter",
    "event_attribute": f"{_FILTER}.event_attribute.EventAttributeFilter",
    "issue_category": f"{_FILTER}.issue_category.IssueCategoryFilter",
    "issue_occurrences": f"{_FILTER}.issue_occurrences.IssueOccurrencesFilter",
    "latest_release": f"{_FILTER}.latest_release.LatestReleaseFilter",
    "level": f"{_FILTER}.level.LevelFilter",
    "tagged_event": f"{_FILTER}.tagged_event.TaggedEventFilter",
}
_OLD_KEYS = {"comparisonType": "comparison_type"}


def is_frequency(condition: SentryCondition) -> bool:
    """Return whether old rules have it among "when" rather than "if"."""
    return condition.type in _FREQUENCIES


def old_trigger(trigger: str) -> dict[str, str]:
    """Return a trigger.

    Raises:
        ValueError: Old rules have none like it.
    """
    return {"id": _known(_TRIGGERS, trigger)}


def old_frequency(condition: SentryCondition) -> dict[str, str]:
    """Return a condition on a number of events, users or sessions."""
    name, kind = _FREQUENCIES[condition.type]
    given = {key: value for key, value in condition.properties.items() if key != "filters"}
    return {
        "id": f"{_CONDITION}.event_frequency.{name}",
        "comparisonType": kind,
        **_strings(given),
    }


def old_filter(condition: SentryCondition) -> dict[str, str]:
    """Return a filter.

    Raises:
        ValueError: Old rules have none like it.
    """
    name = _known(_FILTERS, condition.type)
    body = encode({"type": condition.type, **condition.properties})["comparison"]
    given: dict[str, Any] = body if isinstance(body, dict) else {}
    renamed = {_OLD_KEYS.get(key, key): value for key, value in given.items() if key != "include"}
    return {"id": name, **_strings(renamed)}


def _known(names: dict[str, str], kind: str) -> str:
    if kind not in names:
        raise ValueError(f"Sentry's old rules (api: rules) have no {kind}")
    return names[kind]


def _strings(values: dict[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}
