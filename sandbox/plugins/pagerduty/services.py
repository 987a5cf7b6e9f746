"""Services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.pagerduty.client import (
    ApiFailure,
    CrashError,
    on_status,
    present,
)
from sandbox.plugins.pagerduty.managed import MANAGED, SdkManaged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


class Service(SdkManaged):
    """A service."""

    token = "pagerduty:index/service:Service"
    inputs = (
        "acknowledgementTimeout",
        "alertCreation",
        "alertGrouping",
        "alertGroupingParameters",
        "alertGroupingTimeout",
        "autoPauseNotificationsParameters",
        "autoResolveTimeout",
        "description",
        "escalationPolicy",
        "incidentUrgencyRule",
        "name",
        "responsePlay",
        "scheduledActions",
        "supportHours",
    )
    required = ("escalationPolicy",)
    defaults: ClassVar[Mapping[str, Any]] = {
        "acknowledgementTimeout": "1800",
        "autoResolveTimeout": "14400",
        "description": MANAGED,
    }
    named = True
    computed = (
        "alertCreation",
        "alertGroupingTimeout",
        "autoPauseNotificationsParameters",
        "createdAt",
        "htmlUrl",
        "incidentUrgencyRule",
        "lastIncidentTimestamp",
        "status",
        "type",
    )

    _SETTLING = 0.5

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, a moment, GET. How alerts are created isn't sent, whatever the program says."""
        body = {"service": _service_body(inputs)}
        made = present(self.client.call("POST", "/services", body), "service")
        if not made.get("id"):
            raise CrashError("`service.id`")
        self.client.pauses.wait(self._SETTLING)
        return made["id"], _service_outputs(self._get(made["id"]), None)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET."""
        del state
        try:
            return _service_outputs(self._get(id, 404), [])
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise failure.under(f"Error reading: {id}") from failure

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, GET; what the program leaves open is sent as the state has it."""
        wanted = {**{key: state.get(key) for key in _KEPT}, **inputs}
        body = {
            **_service_body(wanted),
            "alert_creation": wanted.get("alertCreation") or "create_alerts_and_incidents",
            "auto_pause_notifications_parameters": _pause_body(wanted),
        }
        try:
            present(self.client.call("PUT", f"/services/{id}", {"service": body}), "service")
        except ApiFailure as failure:
            if not failure.is_missing:
                raise failure.under(f"Error reading: {id}") from failure
            raise PluginError(
                "Resource provider reported that the resource did not exist while updating "
                f"service {id}.\n\nThis is usually a result of the resource having been deleted "
                "outside of Pulumi, and can often be fixed by running `pulumi refresh` before "
                "updating."
            ) from failure
        return _service_outputs(self._get(id), [])

    def remove(self, id: str, state: Props) -> None:
        """DELETE."""
        del state
        try:
            self.client.call("DELETE", f"/services/{id}")
        except ApiFailure as failure:
            if not failure.is_missing:
                raise

    def _get(self, id: str, *final: int) -> Json:
        include = {"include__": "auto_pause_notifications_parameters"}
        found: Json = self.client.insist(
            lambda: present(self.client.get(f"/services/{id}", **include), "service"),
            final=on_status(*final),
        )
        return found


_KEPT = ("alertCreation", "autoPauseNotificationsParameters", "incidentUrgencyRule")
_HOURS = {
    "days_of_week": "daysOfWeeks",
    "end_time": "endTime",
    "start_time": "startTime",
    "time_zone": "timeZone",
    "type": "type",
}
_GROUPING = {
    "timeout": "timeout",
    "time_window": "timeWindow",
    "aggregate": "aggregate",
    "fields": "fields",
}


def _service_body(inputs: Props) -> Json:
    body: Json = {
        "acknowledgement_timeout": _seconds(inputs.get("acknowledgementTimeout")),
        "auto_resolve_timeout": _seconds(inputs.get("autoResolveTimeout")),
        "description": inputs.get("description") or "",
        "escalation_policy": {
            "id": inputs["escalationPolicy"],
            "type": "escalation_policy_reference",
        },
        "name": inputs["name"],
        "response_play": inputs.get("responsePlay"),
    }
    makers: dict[str, tuple[str, Callable[[Any], Any]]] = {
        "alertGroupingParameters": ("alert_grouping_parameters", _grouping_body),
        "autoPauseNotificationsParameters": ("auto_pause_notifications_parameters", _pause),
        "incidentUrgencyRule": ("incident_urgency_rule", _urgency_body),
        "scheduledActions": ("scheduled_actions", _actions_body),
        "supportHours": ("support_hours", _hours_body),
    }
    for name, (key, maker) in makers.items():
        if inputs.get(name):
            body[key] = maker(inputs[name])
    return body


def _seconds(text: Any) -> int | None:
    return None if text in (None, "null") else int(text)


def _grouping_body(grouping: Props) -> Json:
    config = grouping.get("config") or {}
    sent = {key: config[name] for key, name in _GROUPING.items() if config.get(name)}
    return {"type": grouping.get("type"), "config": sent}


def _pause(pause: Props) -> Json:
    enabled = bool(pause.get("enabled"))
    return {"enabled": enabled, "timeout": pause.get("timeout") if enabled else None}


def _pause_body(inputs: Props) -> Json:
    return _pause(inputs.get("autoPauseNotificationsParameters") or {})


def _urgency_body(rule: Props) -> Json:
    body: Json = {"type": rule["type"]}
    if rule.get("urgency"):
        body["urgency"] = rule["urgency"]
    for key, name in _HALVES.items():
        if rule.get(name):
            body[key] = dict(rule[name])
    return body


_HALVES = {
    "during_support_hours": "duringSupportHours",
    "outside_support_hours": "outsideSupportHours",
}


def _actions_body(actions: list[Props]) -> list[Json]:
    return [
        {"at": dict(action["ats"][0]), "to_urgency": action["toUrgency"], "type": action["type"]}
        for action in actions
    ]


def _hours_body(hours: Props) -> Json:
    return {key: hours[name] for key, name in _HOURS.items() if hours.get(name)}


def _service_outputs(service: Json, no_fields: list[str] | None) -> Props:
    if not service.get("escalation_policy"):
        raise CrashError("`service.escalation_policy`")
    pause = service.get("auto_pause_notifications_parameters") or {}
    hours = service.get("support_hours")
    return {
        "acknowledgementTimeout": _text(service.get("acknowledgement_timeout")),
        "alertCreation": service.get("alert_creation") or "",
        "alertGrouping": None,
        "alertGroupingParameters": _grouping_outputs(service, no_fields),
        "alertGroupingTimeout": _text(service.get("alert_grouping_timeout")),
        "autoPauseNotificationsParameters": {
            "enabled": bool(pause.get("enabled")),
            "timeout": pause.get("timeout") or 120,
        },
        "autoResolveTimeout": _text(service.get("auto_resolve_timeout")),
        "createdAt": service.get("created_at") or "",
        "description": service.get("description") or "",
        "escalationPolicy": service["escalation_policy"].get("id") or "",
        "htmlUrl": service.get("html_url") or "",
        "incidentUrgencyRule": _urgency_outputs(service.get("incident_urgency_rule") or {}),
        "lastIncidentTimestamp": None,
        "name": service.get("name") or "",
        "responsePlay": None,
        "scheduledActions": [
            _action_outputs(item) for item in service.get("scheduled_actions") or []
        ],
        "status": None,
        "supportHours": hours and {name: hours.get(key) for key, name in _HOURS.items()},
        "type": service.get("type") or "",
    }


def _text(seconds: Any) -> str:
    return "null" if seconds is None else str(seconds)


def _grouping_outputs(service: Json, no_fields: list[str] | None) -> Props | None:
    grouping = service.get("alert_grouping_parameters") or {}
    if not grouping.get("type"):
        return None
    config = grouping.get("config") or {}
    return {
        "config": {
            "aggregate": config.get("aggregate") or "",
            "fields": config.get("fields") or no_fields,
            "timeWindow": config.get("time_window") or 0,
            "timeout": config.get("timeout") or 0,
        },
        "type": grouping["type"],
    }


def _urgency_outputs(rule: Json) -> Props:
    halves = {
        name: {part: rule[key].get(part) or "" for part in ("type", "urgency")}
        if rule.get(key)
        else None
        for key, name in _HALVES.items()
    }
    return {**halves, "type": rule.get("type") or "", "urgency": rule.get("urgency") or ""}


def _action_outputs(action: Json) -> Props:
    if not action.get("at"):
        raise CrashError("`service.scheduled_actions[].at`")
    at = {"name": action["at"].get("name") or "", "type": action["at"].get("type") or ""}
    return {
        "ats": [at],
        "toUrgency": action.get("to_urgency") or "",
        "type": action.get("type") or "",
    }
