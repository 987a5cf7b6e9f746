"""`include[]`: whole objects in an answer where there would be references.

The table is the OpenAPI contract's: which words a path takes, and where in the answered object
they make whole what a reference names. Words that name what the emulator answers whole in any
case (contact methods of a notification rule, pauses of a service) are not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.pagerduty.account import KINDS, REFERENCE, Account, Json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sandbox.pagerduty.collection import Answer, Call

    Whole = Callable[[Account, str], Json | None]

_INCIDENT = {
    "acknowledgers": "acknowledgements.acknowledger",
    "assignees": "assignments.assignee",
    "escalation_policies": "escalation_policy",
    "first_trigger_log_entries": "first_trigger_log_entry",
    "priorities": "priority",
    "services": "service",
    "teams": "teams",
    "users": "assignments.assignee",
}
_ENTRY = {"incidents": "incident", "services": "service", "teams": "teams"}
_POLICY = {"services": "services", "teams": "teams", "targets": "escalation_rules.targets"}
_SERVICE = {
    "escalation_policies": "escalation_policy",
    "teams": "teams",
    "integrations": "integrations",
}
_USER = {
    "contact_methods": "contact_methods",
    "notification_rules": "notification_rules",
    "teams": "teams",
}
_WINDOW = {"teams": "teams", "services": "services", "users": "created_by"}

INCLUDED: Mapping[str, Mapping[str, str]] = {
    "/escalation_policies": _POLICY,
    "/escalation_policies/{id}": _POLICY,
    "/incidents": _INCIDENT,
    "/incidents/{id}": _INCIDENT,
    "/incidents/{id}/alerts": {
        "services": "service",
        "first_trigger_log_entries": "first_trigger_log_entry",
        "incidents": "incident",
    },
    "/incidents/{id}/log_entries": _ENTRY,
    "/log_entries": _ENTRY,
    "/log_entries/{id}": _ENTRY,
    "/maintenance_windows": _WINDOW,
    "/maintenance_windows/{id}": _WINDOW,
    "/notifications": {"users": "user"},
    "/oncalls": {
        "escalation_policies": "escalation_policy",
        "users": "user",
        "schedules": "schedule",
    },
    "/services": _SERVICE,
    "/services/{id}": _SERVICE,
    "/services/{parent}/integrations/{id}": {"services": "service", "vendors": "vendor"},
    "/teams/{id}/members": {"users": "user"},
    "/users": _USER,
    "/users/{id}": _USER,
}
# The tables of what is not told by a reference's type, where the word isn't the table's name.
_TABLES = {"first_trigger_log_entries": "log_entries"}
# What an answered object has only where it is asked for.
ON_REQUEST: Mapping[str, tuple[str, ...]] = {
    "/schedules": ("schedule_layers", "overrides_subschedule", "final_schedule"),
}


def include(answer: Answer, path: str, call: Call, whole: Mapping[str, Whole]) -> None:
    """Put into an answer what the query's `include[]` asks for, and take out what it doesn't.

    Args:
        answer: Is changed in place.
        path: The path's template, as in `INCLUDED`.
        call: The request.
        whole: By table, what gives an object as the API answers it; None for an unknown id.
    """
    asked = set(call.query.getlist("include[]"))
    for item in _objects(answer.body):
        for key in set(ON_REQUEST.get(path, ())) - asked:
            item.pop(key, None)
        for word, place in INCLUDED.get(path, {}).items():
            if word in asked:
                _fill(item, place.split("."), _Filling(call.account, word, whole))


@dataclass(frozen=True)
class _Filling:
    """Makes whole what references name, by the reference's type or else by the word."""

    account: Account
    word: str
    whole: Mapping[str, Whole]

    def __call__(self, reference: Json) -> Json:
        kind = str(reference.get("type", "")).removesuffix(REFERENCE)
        table = KINDS[kind].table if kind in KINDS else _TABLES.get(self.word, self.word)
        found = self.whole[table](self.account, reference["id"])
        return reference if found is None else found


def _fill(item: Json, place: list[str], fill: _Filling) -> None:
    name, rest = place[0], place[1:]
    value = item.get(name)
    if rest:
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                _fill(inner, rest, fill)
    elif isinstance(value, list):
        item[name] = [fill(one) for one in value]
    elif isinstance(value, dict):
        item[name] = fill(value)


def _objects(body: Any) -> Iterator[Json]:
    """Give the objects of a list's answer, or the one of a single object's."""
    for value in body.values() if isinstance(body, dict) else ():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield item
