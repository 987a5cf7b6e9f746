"""What the actions of an event orchestration's rule look like in a request and as outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


def sent_list(key: str, actions: Mapping[str, Any]) -> list[Any]:
    """Return one of the lists in a request's actions."""
    match key:
        case "automation_actions":
            action = actions.get("automationAction")
            return [_automation_body(action)] if action else []
        case "pagerduty_automation_actions":
            action = actions.get("pagerdutyAutomationAction")
            return [{"action_id": action["actionId"]}] if action else []
        case "incident_custom_field_updates":
            updates = actions.get("incidentCustomFieldUpdates") or []
            return [{"id": item["id"], "value": item["value"]} for item in updates]
    return [
        {name: value for name, value in item.items() if value} for item in actions.get(key) or []
    ]


def _automation_body(action: Props) -> Json:
    return {
        "name": action["name"],
        "url": action["url"],
        "auto_send": bool(action.get("autoSend")),
        "headers": [dict(item) for item in action.get("headers") or []],
        "parameters": [dict(item) for item in action.get("parameters") or []],
    }


_PLAIN = {
    "annotate": ("annotate", ""),
    "escalationPolicy": ("escalation_policy", ""),
    "eventAction": ("event_action", ""),
    "incidentCustomFieldUpdates": ("incident_custom_field_updates", []),
    "priority": ("priority", ""),
    "routeTo": ("route_to", ""),
    "severity": ("severity", ""),
    "suppress": ("suppress", False),
    "suspend": ("suspend", 0),
    "variables": ("variables", []),
}
_EXTRACTION = ("regex", "source", "target", "template")


def answered_actions(actions: Json) -> Props:
    """Return the outputs of actions, empty values for those that aren't there."""
    automation = actions.get("automation_actions")
    own = actions.get("pagerduty_automation_actions")
    return {
        **{name: actions.get(key) or empty for name, (key, empty) in _PLAIN.items()},
        "automationAction": _automation_outputs(automation[0]) if automation else None,
        "extractions": [
            {key: item.get(key) or "" for key in _EXTRACTION}
            for item in actions.get("extractions") or []
        ],
        "pagerdutyAutomationAction": {"actionId": own[0]["action_id"]} if own else None,
    }


def _automation_outputs(action: Json) -> Props:
    return {
        "autoSend": bool(action.get("auto_send")),
        "headers": action.get("headers") or [],
        "name": action.get("name") or "",
        "parameters": action.get("parameters") or [],
        "triggerTypes": None,
        "url": action.get("url") or "",
    }
