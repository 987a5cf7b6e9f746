"""Services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.fields import Field
from sandbox.plugins.pagerduty.client import (
    ApiFailure,
    CrashError,
    on_status,
    present,
)
from sandbox.plugins.pagerduty.resource import MANAGED, WIRE, SdkResource
from sandbox.plugins.pagerduty.values import service_name, zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


_PAUSES = "auto_pause_notifications_parameters"
_HALF = {"type": Field(), "urgency": Field()}
_URGENCY = {
    "duringSupportHours": Field(kind="object", members=_HALF),
    "outsideSupportHours": Field(kind="object", members=_HALF),
    "type": Field(required=True),
    "urgency": Field(),
}
_HOURS = {
    "daysOfWeeks": Field(kind="list", api="days_of_week", null=True),
    "endTime": Field(null=True),
    "startTime": Field(null=True),
    "timeZone": Field(null=True, rule=zone),
    "type": Field(null=True),
}
_CONFIG = {
    "aggregate": Field(),
    "fields": Field(kind="list"),
    "timeWindow": Field(kind="integer"),
    "timeout": Field(kind="integer"),
}
_GROUPING = {"config": Field(kind="object", members=_CONFIG), "type": Field()}
_PAUSE = {"enabled": Field(kind="boolean"), "timeout": Field(kind="integer", computed=True)}
_AT = {"name": Field(), "type": Field()}


def _first_at(found: Any) -> list[Props]:
    if not found:
        raise CrashError("`service.scheduled_actions[].at`")
    return [WIRE.told(_AT, found)]


_ACTION = {
    "ats": Field(kind="list", api="at", members=_AT, write=lambda ats: ats[0], read=_first_at),
    "toUrgency": Field(),
    "type": Field(),
}


def _seconds(text: Any) -> int | None:
    return None if text in (None, "null") else int(text)


def _text(seconds: Any) -> str:
    return "null" if seconds is None else str(seconds)


def _grouping(grouping: Props) -> Json:
    config = WIRE.sent(_CONFIG, grouping.get("config") or {})
    return {"type": grouping.get("type"), "config": config}


def _grouping_told(grouping: Any) -> Props | None:
    if not (grouping or {}).get("type"):
        return None
    config = WIRE.told(_CONFIG, grouping.get("config") or {})
    return {"config": config, "type": grouping["type"]}


def _pause(pause: Props) -> Json:
    enabled = bool(pause.get("enabled"))
    return {"enabled": enabled, "timeout": pause.get("timeout") if enabled else None}


def _pause_told(pause: Any) -> Props:
    known = pause or {}
    return {"enabled": bool(known.get("enabled")), "timeout": known.get("timeout") or 120}


class Service(SdkResource):
    """A service."""

    token = "pagerduty:index/service:Service"
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "acknowledgementTimeout": Field(default="1800", always=True, write=_seconds, read=_text),
        "alertCreation": Field(computed=True),
        "alertGrouping": Field(sent=False, read=lambda _: None),
        "alertGroupingParameters": Field(
            kind="object", members=_GROUPING, write=_grouping, read=_grouping_told
        ),
        "alertGroupingTimeout": Field(computed=True, sent=False, read=_text),
        "autoPauseNotificationsParameters": Field(
            kind="object", computed=True, members=_PAUSE, write=_pause, read=_pause_told
        ),
        "autoResolveTimeout": Field(default="14400", always=True, write=_seconds, read=_text),
        "createdAt": Field(output=True),
        "description": Field(default=MANAGED, always=True),
        "escalationPolicy": Field(required=True, refers="escalation_policy_reference"),
        "htmlUrl": Field(output=True),
        "incidentUrgencyRule": Field(
            kind="object",
            computed=True,
            members=_URGENCY,
            read=lambda rule: WIRE.told(_URGENCY, rule or {}),
        ),
        "lastIncidentTimestamp": Field(output=True, read=lambda _: None),
        "name": Field(rule=service_name),
        "responsePlay": Field(always=True, null=True, read=lambda _: None),
        "scheduledActions": Field(kind="list", members=_ACTION),
        "status": Field(output=True, read=lambda _: None),
        "supportHours": Field(kind="object", members=_HOURS),
        "type": Field(output=True),
    }

    _SETTLING = 0.5

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, a moment, GET. How alerts are created isn't sent, whatever the program says."""
        body = _body({**inputs, "alertCreation": None})
        made = present(self.client.call("POST", "/services", {"service": body}), "service")
        if not made.get("id"):
            raise CrashError("`service.id`")
        self.client.pauses.wait(self._SETTLING)
        outputs = _outputs(self._get(made["id"]))
        grouping = outputs["alertGroupingParameters"]
        if grouping and not grouping["config"]["fields"]:
            grouping["config"]["fields"] = None
        return made["id"], outputs

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET."""
        del state
        try:
            return _outputs(self._get(id, 404))
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise failure.under(f"Error reading: {id}") from failure

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, GET."""
        del state
        always = {"alert_creation": "create_alerts_and_incidents", _PAUSES: _pause({})}
        body = {**always, **_body(inputs)}
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
        return _outputs(self._get(id))

    def remove(self, id: str, state: Props) -> None:
        """DELETE."""
        del state
        try:
            self.client.call("DELETE", f"/services/{id}")
        except ApiFailure as failure:
            if not failure.is_missing:
                raise

    def _get(self, id: str, *final: int) -> Json:
        include = {"include__": _PAUSES}
        found: Json = self.client.insist(
            lambda: present(self.client.get(f"/services/{id}", **include), "service"),
            final=on_status(*final),
        )
        return found


def _body(inputs: Props) -> Json:
    return WIRE.sent(Service.fields, inputs)


def _outputs(service: Json) -> Props:
    if not service.get("escalation_policy"):
        raise CrashError("`service.escalation_policy`")
    return WIRE.told(Service.fields, service)
