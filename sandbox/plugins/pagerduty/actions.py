"""What the actions of an event orchestration's rule look like in a request and as outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


def sent_route(routes: Any) -> Json | None:
    """Return the dynamic route of a request."""
    if not routes:
        return None
    names = {"lookup_by": "lookupBy", "regex": "regex", "source": "source"}
    return {key: routes[0].get(name) for key, name in names.items()}


def sent_list(key: str, actions: Mapping[str, Any], empty: Any) -> Any:
    """Return one of the lists in a request's actions; `empty` where the program names none."""
    match key:
        case "automation_actions":
            action = actions.get("automationAction")
            return [_automation_body(action)] if action else empty
        case "pagerduty_automation_actions":
            action = actions.get("pagerdutyAutomationAction")
            return [{"action_id": action["actionId"]}] if action else empty
        case "incident_custom_field_updates":
            updates = actions.get("incidentCustomFieldUpdates") or []
            return [{"id": item["id"], "value": item["value"]} for item in updates] or empty
    items = [
        {name: value for name, value in item.items() if value} for item in actions.get(key) or []
    ]
    return items or empty


def _automation_body(action: Props) -> Json:
    return {
        "name": action["name"],
        "url": action["url"],
        "auto_send": bool(action.get("autoSend")),
        "headers": [dict(item) for item in action.get("headers") or []],
        "parameters": [dict(item) for item in action.get("parameters") or []],
    }


_ANSWERED = {
    "annotate": "annotate",
    "dropEvent": "drop_event",
    "escalationPolicy": "escalation_policy",
    "eventAction": "event_action",
    "priority": "priority",
    "routeTo": "route_to",
    "severity": "severity",
    "suppress": "suppress",
    "suspend": "suspend",
    "variables": "variables",
}


def answered_actions(actions: Json, shown: Mapping[str, Any]) -> Props:
    """Return the outputs of actions: those in `shown`, with the empty values that it has."""
    outputs = {
        name: actions.get(_ANSWERED.get(name, name)) or empty for name, empty in shown.items()
    }
    if "extractions" in shown:
        keys = ("regex", "source", "target", "template")
        outputs["extractions"] = [
            {key: item.get(key) or "" for key in keys} for item in actions.get("extractions") or []
        ]
    if "automationAction" in shown:
        sent = actions.get("automation_actions") or []
        outputs["automationAction"] = _automation_outputs(sent[0]) if sent else None
    if "pagerdutyAutomationAction" in shown:
        own = actions.get("pagerduty_automation_actions") or []
        outputs["pagerdutyAutomationAction"] = {"actionId": own[0]["action_id"]} if own else None
    if "incidentCustomFieldUpdates" in shown:
        outputs["incidentCustomFieldUpdates"] = actions.get("incident_custom_field_updates") or []
    if "dynamicRouteTos" in shown:
        route = actions.get("dynamic_route_to")
        outputs["dynamicRouteTos"] = [_dynamic_outputs(route)] if route else []
    return outputs


def _automation_outputs(action: Json) -> Props:
    return {
        "autoSend": bool(action.get("auto_send")),
        "headers": action.get("headers") or [],
        "name": action.get("name") or "",
        "parameters": action.get("parameters") or [],
        "triggerTypes": None,
        "url": action.get("url") or "",
    }


def _dynamic_outputs(route: Json) -> Props:
    names = {"lookupBy": "lookup_by", "regex": "regex", "source": "source"}
    return {name: route.get(key) or "" for name, key in names.items()}
