"""Actions of Sentry's alerts in the config's words: what exists is named, nothing is made.

They come as the Sentry provider decodes them, under its names of properties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from setpoint.migration.inexpressible import InexpressibleError

if TYPE_CHECKING:
    from setpoint.migration.organization import Organization

# Type to the provider's properties with the config's keys.
_KEYS: Final = {
    "slack": {"channel": "channel", "channelId": "channel_id", "tags": "tags", "notes": "notes"},
    "pagerduty": {"serviceName": "service", "serviceId": "service_id", "severity": "severity"},
    "opsgenie": {"teamName": "team", "teamId": "team_id", "priority": "priority"},
    "discord": {"channelId": "channel", "tags": "tags"},
    "msteams": {"teamId": "team", "channel": "channel"},
    "github": {"repository": "repository", "assignee": "assignee", "labels": "labels"},
    "github_enterprise": {"repository": "repository", "assignee": "assignee", "labels": "labels"},
    "jira": {"project": "project", "issueType": "issue_type"},
    "jira_server": {"project": "project", "issueType": "issue_type"},
    "vsts": {"project": "project", "workItemType": "work_item_type"},
}


def write_action(action: dict[str, Any], organization: Organization) -> dict[str, Any]:
    """An action under its one key.

    Raises:
        InexpressibleError: The config has no such action, or its target can't be named.
    """
    kind = action["type"]
    if kind in _KEYS:
        return {kind: _through_integration(kind, action, organization)}
    match kind:
        case "email":
            return {kind: _mail(action, organization)}
        case "sentry_app":
            return {kind: _app(action, organization)}
        case "webhook":
            return {kind: {"service": action.get("service", "")}}
        case "plugin":
            return {kind: True}
    raise InexpressibleError(f"Sentry's action {kind!r} is not known here")


def _through_integration(
    kind: str, action: dict[str, Any], organization: Organization
) -> dict[str, Any]:
    if "integrationId" not in action:
        raise InexpressibleError(f"its {kind} action names no integration")
    name = organization.integration(kind, action["integrationId"])
    values = {
        key: action[property_] for property_, key in _KEYS[kind].items() if action.get(property_)
    }
    return {"integration": name, **values}


def _mail(action: dict[str, Any], organization: Organization) -> dict[str, Any]:
    target, identifier = action.get("targetType"), str(action.get("targetId", ""))
    fallthrough = action.get("fallthroughType")
    if target == "issue_owners":
        return {"issue_owners": True, **({"fallthrough": fallthrough} if fallthrough else {})}
    if fallthrough:
        raise InexpressibleError(f"its e-mail to a {target} says who is told instead of an owner")
    if target == "team":
        return {"team": organization.team(identifier)}
    if target == "user":
        return {"person": organization.person(identifier)}
    raise InexpressibleError(f"its e-mail goes to {target!r}, which is not known here")


def _app(action: dict[str, Any], organization: Organization) -> dict[str, Any]:
    written: dict[str, Any] = {"app": organization.app(str(action.get("sentryAppId")))}
    if action.get("settings"):
        written["settings"] = [
            {key: value for key, value in one.items() if value} for one in action["settings"]
        ]
    return written
