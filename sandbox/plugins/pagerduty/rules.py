"""A PagerDuty service's own event rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.plugin import PluginError
from sandbox.plugins.pagerduty.actions import answered_actions, sent_list
from sandbox.plugins.pagerduty.client import ApiFailure, CrashError, on_status, present
from sandbox.plugins.pagerduty.managed import SdkManaged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json

_ENABLED = "enableEventOrchestrationForService"


class EventOrchestrationService(SdkManaged):
    """A service's own rules, and whether they are used: replaced as a whole, never deleted."""

    token = "pagerduty:index/eventOrchestrationService:EventOrchestrationService"
    inputs = ("catchAll", _ENABLED, "service", "sets")
    required = ("catchAll", "service", "sets")
    replace_on = frozenset({"service"})

    def make(self, inputs: Props) -> tuple[str, Props]:
        """PUT, and PUT of whether they are used if the program says so."""
        found = self._put(inputs, {})
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
        outputs = _outputs(self._put(inputs, state))
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

    def _put(self, inputs: Props, state: Props) -> Json:
        known = state.get("sets") or []
        sets = [
            _set_body(one, known[index] if index < len(known) else {})
            for index, one in enumerate(inputs["sets"])
        ]
        body = {
            "parent": {"id": inputs["service"]},
            "sets": sets,
            "catch_all": {"actions": _actions((inputs["catchAll"] or {}).get("actions") or {})},
        }
        request = {"orchestration_path": body, "warnings": None}
        path = _path(inputs["service"])
        found: Json = self.client.insist(
            lambda: present(self.client.call("PUT", path, request), "orchestration_path"),
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


def _set_body(one: Props, known: Props) -> Json:
    old = known.get("rules") or []
    rules = []
    for index, rule in enumerate(one.get("rules") or []):
        body: Json = {
            "label": rule.get("label") or "",
            "conditions": [
                {"expression": item["expression"]} for item in rule.get("conditions") or []
            ],
            "actions": _actions(rule.get("actions") or {}),
            "disabled": bool(rule.get("disabled")),
        }
        if identifier := rule.get("id") or (old[index].get("id") if index < len(old) else ""):
            body["id"] = identifier
        rules.append(body)
    return {"id": one["id"], "rules": rules}


_LISTS = (
    "pagerduty_automation_actions",
    "automation_actions",
    "incident_custom_field_updates",
    "variables",
    "extractions",
)


def _actions(actions: Mapping[str, Any]) -> Json:
    return {
        "drop_event": bool(actions.get("dropEvent")),
        "route_to": actions.get("routeTo") or "",
        "dynamic_route_to": None,
        "suppress": bool(actions.get("suppress")),
        "suspend": actions.get("suspend") or None,
        "priority": actions.get("priority") or "",
        "annotate": actions.get("annotate") or "",
        "severity": actions.get("severity") or "",
        "event_action": actions.get("eventAction") or "",
        "escalation_policy": actions.get("escalationPolicy") or None,
        **{key: sent_list(key, actions) for key in _LISTS},
    }


def _outputs(found: Json) -> Props:
    catch_all = found.get("catch_all")
    if not catch_all or catch_all.get("actions") is None:
        raise CrashError("`orchestration_path.catch_all.actions`")
    sets = [
        {"id": one.get("id") or "", "rules": [_rule_outputs(it) for it in one.get("rules") or []]}
        for one in found.get("sets") or []
    ]
    return {
        "catchAll": {"actions": answered_actions(catch_all["actions"])},
        "service": found["parent"].get("id") or "",
        "sets": sets,
    }


def _rule_outputs(rule: Json) -> Props:
    if rule.get("actions") is None:
        raise CrashError("`orchestration_path.sets[].rules[].actions`")
    return {
        "actions": answered_actions(rule["actions"]),
        "conditions": [
            {"expression": item.get("expression") or ""} for item in rule.get("conditions") or []
        ],
        "disabled": bool(rule.get("disabled")),
        "id": rule.get("id") or "",
        "label": rule.get("label") or "",
    }
