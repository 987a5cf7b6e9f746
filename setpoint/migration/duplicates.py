"""Alerts that fire twice: the same project, conditions and actions under another id.

When Sentry replaced alert rules by alerts it made an alert out of each rule by itself. Whoever
then made the alert anew, by hand or by a tool, has both. Names say little: they were often kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from setpoint.migration import alerts, monitors
from setpoint.migration.inexpressible import UNFORESEEN
from setpoint.migration.organization import BUILT_IN

if TYPE_CHECKING:
    from setpoint.migration.organization import Organization

_INDIFFERENT = frozenset({"name", "description", "owner", "enabled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicates:
    """Alerts that do the same upon the same.

    Attributes:
        ids, names: Of Sentry's alerts, the oldest first.
        made_by_sentry: The ids of those that Sentry probably made out of a rule.
        reason: Why it is thought so.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    made_by_sentry: tuple[str, ...]
    reason: str


def find_duplicates(organization: Organization) -> list[Duplicates]:
    """The groups of enabled alerts that fire together, in order of their oldest."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for workflow in organization.workflows:
        if workflow.get("enabled", True) and workflow.get("detectorIds"):
            groups[_key(workflow, organization)].append(workflow)
    return [_group(found) for found in groups.values() if len(found) > 1]


def _group(workflows: list[dict[str, Any]]) -> Duplicates:
    nobody = [one for one in workflows if one.get("createdBy") is None]
    if nobody and len(nobody) < len(workflows):
        made, reason = nobody, "nobody is named as its creator"
    else:
        made, reason = workflows[:1], "it is the oldest of them"
    return Duplicates(
        ids=tuple(str(one["id"]) for one in workflows),
        names=tuple(str(one.get("name")) for one in workflows),
        made_by_sentry=tuple(str(one["id"]) for one in made),
        reason=reason,
    )


def _key(workflow: dict[str, Any], organization: Organization) -> str:
    """The effect; an alert that can't be read is like no other."""
    try:
        return _effect(workflow, organization)
    except UNFORESEEN:
        return str(workflow["id"])


def _effect(workflow: dict[str, Any], organization: Organization) -> str:
    """What an alert looks at and does, whatever it is called and however often it may act."""
    values = alerts.content(workflow)
    watched = [_watched(one, organization) for one in values["detectorIds"]]
    members = ("environment", "triggers", "seerActivities", "actionFilters")
    return _text([watched and _once(watched), [values.get(name) for name in members]])


def _watched(identifier: str, organization: Organization) -> Any:
    """A monitor by what it finds; both monitors of Sentry's own pass the project's issues."""
    detector = organization.detector(identifier)
    if detector is None:
        return identifier
    project = str(detector.get("projectId"))
    if detector["type"] in BUILT_IN:
        return ["issues", project]
    if detector["type"] not in monitors.SIGNALS:
        return identifier
    values = monitors.content(detector)
    return [project, {key: value for key, value in values.items() if key not in _INDIFFERENT}]


def _once(values: list[Any]) -> list[str]:
    return sorted({_text(value) for value in values})


def _text(value: Any) -> str:
    return json.dumps(_canonical(value), sort_keys=True)


def _canonical(value: Any) -> Any:
    """Lists in a fixed order, Slack's channels without what Sentry adds to them."""
    if isinstance(value, dict):
        kept = {key: _canonical(item) for key, item in value.items()}
        if kept.get("type") == "slack":
            kept.pop("channelId", None)
            kept["channel"] = str(kept.get("channel")).removeprefix("#")
        return kept
    if isinstance(value, list):
        return sorted(
            (_canonical(item) for item in value), key=lambda one: json.dumps(one, sort_keys=True)
        )
    return value
