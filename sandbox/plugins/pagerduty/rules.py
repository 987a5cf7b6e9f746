"""A PagerDuty service's own event rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.fields import Field
from sandbox.plugins.pagerduty.client import ApiFailure, CrashError, on_status, present
from sandbox.plugins.pagerduty.resource import WIRE, SdkResource
from sandbox.plugins.pagerduty.values import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json

_ENABLED = "enableEventOrchestrationForService"


_AUTOMATION = {
    "autoSend": Field(kind="boolean", always=True),
    "headers": Field(kind="list", always=True),
    "name": Field(required=True),
    "parameters": Field(kind="list", always=True),
    "triggerTypes": Field(kind="list", sent=False, read=lambda _: None),
    "url": Field(required=True),
}
_EXTRACTION = {name: Field() for name in ("regex", "source", "target", "template")}
_OWN_AUTOMATION = {"actionId": Field(required=True)}


def _single(members: Mapping[str, Field], api: str) -> Field:
    """Return the field of an object that the API has in a list."""
    return Field(
        kind="object",
        api=api,
        always=True,
        members=members,
        write=lambda value: [WIRE.sent(members, value)] if value else [],
        read=lambda found: WIRE.told(members, found[0]) if found else None,
    )


_ACTIONS: Mapping[str, Field] = {
    "annotate": Field(always=True),
    "automationAction": _single(_AUTOMATION, "automation_actions"),
    "escalationPolicy": Field(always=True, write=lambda policy: policy or None),
    "eventAction": Field(always=True),
    "extractions": Field(kind="list", always=True, members=_EXTRACTION),
    "incidentCustomFieldUpdates": Field(
        kind="list", always=True, members={"id": Field(), "value": Field()}
    ),
    "pagerdutyAutomationAction": _single(_OWN_AUTOMATION, "pagerduty_automation_actions"),
    "priority": Field(always=True),
    "routeTo": Field(always=True),
    "severity": Field(always=True, rule=one_of("info", "error", "warning", "critical")),
    "suppress": Field(kind="boolean", always=True),
    "suspend": Field(kind="number", always=True, write=lambda seconds: seconds or None),
    "variables": Field(
        kind="list",
        always=True,
        members={name: Field() for name in ("name", "path", "type", "value")},
    ),
}
# What the client's type has, and a service's rule hasn't.
_ELSEWHERE: Mapping[str, bool | None] = {"drop_event": False, "dynamic_route_to": None}


def _actions(actions: Any) -> Json:
    return {**WIRE.sent(_ACTIONS, actions or {}), **_ELSEWHERE}


def _actions_told(actions: Any) -> Props:
    if actions is None:
        raise CrashError("`orchestration_path ... actions`")
    return WIRE.told(_ACTIONS, actions)


_RULE: Mapping[str, Field] = {
    "actions": Field(
        kind="object",
        required=True,
        always=True,
        members=_ACTIONS,
        write=_actions,
        read=_actions_told,
    ),
    "conditions": Field(
        kind="list",
        block="condition",
        always=True,
        members={"expression": Field(required=True)},
    ),
    "disabled": Field(kind="boolean", always=True),
    "id": Field(computed=True),
    "label": Field(always=True),
}


class EventOrchestrationService(SdkResource):
    """A service's own rules, and whether they are used: replaced as a whole, never deleted."""

    token = "pagerduty:index/eventOrchestrationService:EventOrchestrationService"
    fields: ClassVar[Mapping[str, Field]] = {
        "catchAll": Field(kind="object", required=True, members={"actions": _RULE["actions"]}),
        _ENABLED: Field(kind="boolean", computed=True, sent=False),
        "service": Field(required=True, replaces=True, sent=False),
        "sets": Field(
            kind="list",
            required=True,
            block="set",
            members={
                "id": Field(required=True),
                "rules": Field(kind="list", block="rule", always=True, members=_RULE),
            },
        ),
    }

    def make(self, inputs: Props) -> tuple[str, Props]:
        """PUT, and PUT of whether they are used if the program says so."""
        found = self._put(inputs)
        id_ = found["parent"].get("id")
        if not id_:
            raise PluginError("expected non-nil error with nil state during Create")
        enabled = inputs.get(_ENABLED)
        if enabled is not None:
            self._enable(id_, active=enabled)
        return id_, {**_outputs(found), _ENABLED: enabled}

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET, and GET of whether they are used; 404 is no sign that they are gone."""
        answer = self.client.insist(
            lambda: self.client.get(_path(id)), final=on_status(400), pause=2.0
        )
        found = answer.get("orchestration_path")
        if found and not found.get("parent"):
            raise CrashError("`orchestration_path.parent`")
        if found and not found["parent"].get("id"):
            return None
        outputs = _outputs(found) if found else dict(state)
        active = self.client.insist(lambda: self._active(id), final=on_status(400), pause=2.0)
        return {**outputs, _ENABLED: active}

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT with the known ids, and PUT of whether they are used if that changes."""
        outputs = _outputs(self._put(inputs))
        enabled, before = inputs.get(_ENABLED), state.get(_ENABLED)
        if enabled is not None and enabled != before:
            self._enable(id, active=enabled)
        return {**outputs, _ENABLED: before if enabled is None else enabled}

    def remove(self, id: str, state: Props) -> None:
        """PUT of no rules."""
        del state
        path = {"sets": [{"id": "start", "rules": []}], "catch_all": {}}
        self.client.call("PUT", _path(id), {"orchestration_path": path, "warnings": None})

    def locate(self, id: str) -> tuple[str, Props] | None:
        """The service's id; an import fetches twice."""
        self.client.get(_path(id))
        return id, {"service": id}

    def _put(self, inputs: Props) -> Json:
        path = {"parent": {"id": inputs["service"]}, **WIRE.sent(self.fields, inputs)}
        request = {"orchestration_path": path, "warnings": None}
        found: Json = self.client.insist(
            lambda: present(
                self.client.call("PUT", _path(inputs["service"]), request), "orchestration_path"
            ),
            final=on_status(400, 402),
            pause=2.0,
        )
        if not found.get("parent"):
            raise CrashError("`orchestration_path.parent`")
        return found

    def _enable(self, id: str, *, active: bool) -> None:
        def attempt() -> None:
            answer = self.client.call("PUT", f"{_path(id)}/active", {"active": active})
            if answer.get("active") is not active:
                raise ApiFailure(f"The rules of service {id} are not active as they should be.")

        self.client.insist(attempt, final=on_status(400))

    def _active(self, id: str) -> bool:
        return bool(self.client.get(f"{_path(id)}/active").get("active"))


def _path(service: str) -> str:
    return f"/event_orchestrations/services/{service}"


def _outputs(found: Json) -> Props:
    if not found.get("catch_all"):
        raise CrashError("`orchestration_path.catch_all`")
    told = WIRE.told(EventOrchestrationService.fields, found)
    return {**told, "service": found["parent"].get("id") or ""}
