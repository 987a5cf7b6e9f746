"""Filter conditions of Sentry's alerts in the config's words.

They come as the Sentry provider decodes them, under its names of properties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from providers.sentry_alerting.vocabulary import ASSIGNEES, MATCHES, VALUELESS
from setpoint.migration.inexpressible import InexpressibleError

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.migration.organization import Organization

_MATCHES: Final[dict[str, str]] = {code: word for word, code in MATCHES.items()}


def write_condition(condition: dict[str, Any], organization: Organization) -> dict[str, Any]:
    """A condition under its one key.

    Raises:
        InexpressibleError: The config has no such condition.
    """
    kind = condition["type"]
    write = _WRITERS.get(kind)
    if write is None:
        raise InexpressibleError(f"Sentry's condition {kind!r} is not known here")
    values = {key: value for key, value in condition.items() if key != "type"}
    return {kind: write(values, organization)}


def _same(values: dict[str, Any], _: Organization) -> Any:
    return values


def _true(_values: dict[str, Any], _: Organization) -> Any:
    return True


def _age(values: dict[str, Any], _: Organization) -> Any:
    return {
        "comparison": values["comparisonType"],
        "value": values["value"],
        "time": values["time"],
    }


def _assigned(values: dict[str, Any], organization: Organization) -> Any:
    target = values["targetType"]
    identifier = str(values.get("targetIdentifier", ""))
    if target == ASSIGNEES["team"]:
        return {"target": "team", "id": organization.team(identifier)}
    if target == ASSIGNEES["member"]:
        return {"target": "member", "id": organization.person(identifier)}
    return {"target": "unassigned"}


def _category(values: dict[str, Any], _: Organization) -> Any:
    return {"value": values["category"], **_included(values)}


def _type(values: dict[str, Any], _: Organization) -> Any:
    return {"value": values["value"], **_included(values)}


def _included(values: dict[str, Any]) -> dict[str, Any]:
    return {"include": False} if values.get("include") is False else {}


def _priority(values: dict[str, Any], _: Organization) -> Any:
    return {"value": values["priority"]}


def _frequency(values: dict[str, Any], _: Organization) -> Any:
    written = {"value": values["value"], "interval": values["interval"]}
    if "comparisonInterval" in values:
        written["comparison_interval"] = values["comparisonInterval"]
    filters = [_matching(one, "key", "attribute") for one in values.get("filters") or []]
    return {**written, "filters": filters} if filters else written


def _attribute(values: dict[str, Any], _: Organization) -> Any:
    return _matching(values, "attribute")


def _tag(values: dict[str, Any], _: Organization) -> Any:
    return _matching(values, "key")


def _matching(values: dict[str, Any], *subjects: str) -> dict[str, Any]:
    written = {name: values[name] for name in subjects if name in values}
    written["match"] = _MATCHES.get(values["match"], values["match"])
    if values["match"] not in VALUELESS and "value" in values:
        written["value"] = str(values["value"])
    return written


def _release(values: dict[str, Any], _: Organization) -> Any:
    return {
        "release": values["releaseAgeType"],
        "age": values["ageComparison"],
        "environment": values["environment"],
    }


def _level(values: dict[str, Any], _: Organization) -> Any:
    match = values.get("match")
    return {"match": _MATCHES.get(str(match), match), "level": values["level"]}


_WRITERS: Final[dict[str, Callable[[dict[str, Any], Organization], Any]]] = {
    "age_comparison": _age,
    "assigned_to": _assigned,
    "issue_category": _category,
    "issue_type": _type,
    "issue_occurrences": _same,
    "issue_priority_greater_or_equal": _priority,
    "issue_priority_deescalating": _priority,
    "event_frequency_count": _frequency,
    "event_unique_user_frequency_count": _frequency,
    "event_frequency_percent": _frequency,
    "percent_sessions_count": _frequency,
    "percent_sessions_percent": _frequency,
    "event_attribute": _attribute,
    "tagged_event": _tag,
    "latest_release": _true,
    "latest_adopted_release": _release,
    "level": _level,
}
