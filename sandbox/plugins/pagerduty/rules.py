"""The rules of an event orchestration's router, global and unrouted paths, and of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.pagerduty.actions import answered_actions, sent_list, sent_route
from sandbox.plugins.pagerduty.client import ApiFailure, CrashError, on_status, present
from sandbox.plugins.pagerduty.managed import SdkManaged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json

_ROOT = "/event_orchestrations"


class _Path(SdkManaged):
    """The rules on one stretch: replaced as a whole, emptied instead of deleted.

    Attributes:
        owner: The input that says whose rules they are.
        suffix: What follows the owner's id in the path.
        sets: The name of the input with the sets; `set` where there is one only.
        lists: What an action's list is when empty: null where the client doesn't know it.
        remembers_ids: Whether the outputs of a create have the rules' ids.
        gone_without_parent: Whether an answer without an owner means that there is none.
        shown: The outputs of a rule's actions with their empty values; of a catch-all's, `rest`.
    """

    owner: ClassVar[str] = "eventOrchestration"
    suffix: ClassVar[str]
    sets: ClassVar[str] = "sets"
    lists: ClassVar[Mapping[str, Any]]
    shown: ClassVar[Mapping[str, Any]]
    rest: ClassVar[Mapping[str, Any]]
    remembers_ids: ClassVar[bool] = False
    gone_without_parent: ClassVar[bool] = False
    emptied: ClassVar[Mapping[str, Any]] = {}

    def path(self, owner: str) -> str:
        """Return the path of the rules."""
        return f"{_ROOT}/{owner}/{self.suffix}"

    def make(self, inputs: Props) -> tuple[str, Props]:
        """PUT."""
        found = self._put(inputs, {})
        outputs = self._outputs(found)
        if not self.remembers_ids:
            for rule in _rules(outputs[self.sets]):
                rule["id"] = ""
        parent = found["parent"].get("id")
        if not parent:
            raise PluginError("expected non-nil error with nil state during Create")
        return parent, outputs

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET; 404 is no sign that it is gone."""
        answer = self.client.insist(
            lambda: self.client.get(self.path(id)), final=on_status(400), pause=2.0
        )
        found = answer.get("orchestration_path")
        if not found:
            return dict(state)
        if not found.get("parent"):
            raise CrashError("`orchestration_path.parent`")
        if self.gone_without_parent and not found["parent"].get("id"):
            return None
        return self._outputs(found)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, with the ids that the rules have."""
        del id
        return self._outputs(self._put(inputs, state))

    def remove(self, id: str, state: Props) -> None:
        """PUT of no rules."""
        del state
        catch_all = {"actions": self._actions(self.emptied)} if self.emptied else {}
        path = {"sets": [{"id": "start", "rules": []}], "catch_all": catch_all}
        self.client.call("PUT", self.path(id), {"orchestration_path": path, "warnings": None})

    def locate(self, id: str) -> tuple[str, Props] | None:
        """The owner's id; an import fetches twice."""
        self.client.get(self.path(id))
        return id, {self.owner: id}

    def _put(self, inputs: Props, state: Props) -> Json:
        known = _listed(state.get(self.sets))
        sets = [
            _set_body(one, known[index] if index < len(known) else {}, self._actions)
            for index, one in enumerate(_listed(inputs[self.sets]))
        ]
        catch_all = (inputs["catchAll"] or {}).get("actions") or {}
        body = {
            "parent": {"id": inputs[self.owner]},
            "sets": sets,
            "catch_all": {"actions": self._actions(catch_all)},
        }
        address = self.path(inputs[self.owner])
        request = {"orchestration_path": body, "warnings": None}
        found: Json = self.client.insist(
            lambda: present(self.client.call("PUT", address, request), "orchestration_path"),
            final=on_status(400, 402),
            pause=2.0,
        )
        if not found.get("parent"):
            raise CrashError("`orchestration_path.parent`")
        return found

    def _actions(self, actions: Mapping[str, Any]) -> Json:
        suspend = actions.get("suspend") or None
        return {
            "drop_event": bool(actions.get("dropEvent")),
            "route_to": actions.get("routeTo") or "",
            "dynamic_route_to": sent_route(actions.get("dynamicRouteTos")),
            "suppress": bool(actions.get("suppress")),
            "suspend": suspend,
            "priority": actions.get("priority") or "",
            "annotate": actions.get("annotate") or "",
            "severity": actions.get("severity") or "",
            "event_action": actions.get("eventAction") or "",
            "escalation_policy": actions.get("escalationPolicy") or None,
            **{key: sent_list(key, actions, empty) for key, empty in self.lists.items()},
        }

    def _outputs(self, found: Json) -> Props:
        catch_all = found.get("catch_all")
        if not catch_all or catch_all.get("actions") is None:
            raise CrashError("`orchestration_path.catch_all.actions`")
        sets = [
            {
                "id": one.get("id") or "",
                "rules": [self._rule_outputs(rule) for rule in one.get("rules") or []],
            }
            for one in found.get("sets") or []
        ]
        return {
            "catchAll": {"actions": answered_actions(catch_all["actions"], self.rest)},
            self.owner: found["parent"].get("id") or "",
            self.sets: sets if self.sets == "sets" else next(iter(sets), None),
        }

    def _rule_outputs(self, rule: Json) -> Props:
        if rule.get("actions") is None:
            raise CrashError("`orchestration_path.sets[].rules[].actions`")
        return {
            "actions": answered_actions(rule["actions"], self.shown),
            "conditions": [
                {"expression": item.get("expression") or ""}
                for item in rule.get("conditions") or []
            ],
            "disabled": bool(rule.get("disabled")),
            "id": rule.get("id") or "",
            "label": rule.get("label") or "",
        }


_NO_LISTS = dict.fromkeys(
    (
        "pagerduty_automation_actions",
        "automation_actions",
        "incident_custom_field_updates",
        "variables",
        "extractions",
    )
)
_TRANSFORMS: Mapping[str, Any] = {
    "eventAction": "",
    "extractions": [],
    "severity": "",
    "variables": [],
}
_FULL: Mapping[str, Any] = {
    **_TRANSFORMS,
    "annotate": "",
    "automationAction": None,
    "escalationPolicy": "",
    "incidentCustomFieldUpdates": [],
    "priority": "",
    "routeTo": "",
    "suppress": False,
    "suspend": 0,
}


class EventOrchestrationRouter(_Path):
    """Which service an event goes to."""

    token = "pagerduty:index/eventOrchestrationRouter:EventOrchestrationRouter"
    inputs = ("catchAll", "eventOrchestration", "set")
    required = inputs
    replace_on = frozenset({"eventOrchestration"})
    suffix = "router"
    sets = "set"
    lists = _NO_LISTS
    shown: ClassVar[Mapping[str, Any]] = {"dynamicRouteTos": [], "routeTo": ""}
    rest: ClassVar[Mapping[str, Any]] = {"routeTo": ""}
    emptied: ClassVar[Mapping[str, Any]] = {"routeTo": "unrouted"}


class EventOrchestrationUnrouted(_Path):
    """What becomes of an event that goes to no service. It can't be suppressed."""

    token = "pagerduty:index/eventOrchestrationUnrouted:EventOrchestrationUnrouted"
    inputs = ("catchAll", "eventOrchestration", "sets")
    required = inputs
    replace_on = frozenset({"eventOrchestration"})
    suffix = "unrouted"
    lists: ClassVar[Mapping[str, Any]] = {**_NO_LISTS, "variables": [], "extractions": []}
    shown: ClassVar[Mapping[str, Any]] = {**_TRANSFORMS, "routeTo": ""}
    rest: ClassVar[Mapping[str, Any]] = {**_TRANSFORMS, "suppress": False}

    def _actions(self, actions: Mapping[str, Any]) -> Json:
        return {**super()._actions(actions), "suppress": False}


class EventOrchestrationGlobal(_Path):
    """What is done to every event."""

    token = "pagerduty:index/eventOrchestrationGlobal:EventOrchestrationGlobal"
    inputs = ("catchAll", "eventOrchestration", "sets")
    required = inputs
    replace_on = frozenset({"eventOrchestration"})
    suffix = "global"
    lists: ClassVar[Mapping[str, Any]] = {
        **{key: [] for key in _NO_LISTS},
        "pagerduty_automation_actions": None,
    }
    shown: ClassVar[Mapping[str, Any]] = {**_FULL, "dropEvent": False}
    rest = shown
    remembers_ids = True


class EventOrchestrationService(_Path):
    """A service's own rules, and whether they are used."""

    token = "pagerduty:index/eventOrchestrationService:EventOrchestrationService"
    inputs = ("catchAll", "enableEventOrchestrationForService", "service", "sets")
    required = ("catchAll", "service", "sets")
    replace_on = frozenset({"service"})
    owner = "service"
    lists: ClassVar[Mapping[str, Any]] = {key: [] for key in _NO_LISTS}
    shown: ClassVar[Mapping[str, Any]] = {**_FULL, "pagerdutyAutomationAction": None}
    rest = shown
    remembers_ids = True
    gone_without_parent = True

    _ENABLED = "enableEventOrchestrationForService"

    def path(self, owner: str) -> str:
        """Return the path of a service's rules."""
        return f"{_ROOT}/services/{owner}"

    def make(self, inputs: Props) -> tuple[str, Props]:
        """PUT, and PUT of whether they are used if the program says so."""
        id_, outputs = super().make(inputs)
        enabled = inputs.get(self._ENABLED)
        if enabled is not None:
            self._enable(id_, active=enabled)
        return id_, {**outputs, self._ENABLED: enabled}

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET, and GET of whether they are used."""
        found = super().fetch(id, state)
        if found is None:
            return None
        active = self.client.insist(lambda: self._active(id), final=on_status(400), pause=2.0)
        return {**found, self._ENABLED: active}

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, and PUT of whether they are used if that changes."""
        outputs = super().change(id, inputs, state)
        enabled = inputs.get(self._ENABLED)
        before = state.get(self._ENABLED)
        if enabled is not None and enabled != before:
            self._enable(id, active=enabled)
        return {**outputs, self._ENABLED: before if enabled is None else enabled}

    def _enable(self, id: str, *, active: bool) -> None:
        def attempt() -> None:
            answer = self.client.call("PUT", f"{self.path(id)}/active", {"active": active})
            if answer.get("active") is not active:
                raise ApiFailure(f"The rules of service {id} are not active as they should be.")

        self.client.insist(attempt, final=on_status(400))

    def _active(self, id: str) -> bool:
        return bool(self.client.get(f"{self.path(id)}/active").get("active"))


def _listed(sets: Any) -> list[Props]:
    if sets is None:
        return []
    return sets if isinstance(sets, list) else [sets]


def _rules(sets: Any) -> list[Props]:
    return [rule for one in _listed(sets) for rule in one["rules"]]


def _set_body(one: Props, known: Props, actions: Any) -> Json:
    old = known.get("rules") or []
    rules = []
    for index, rule in enumerate(one.get("rules") or []):
        body: Json = {
            "label": rule.get("label") or "",
            "conditions": [
                {"expression": item["expression"]} for item in rule.get("conditions") or []
            ],
            "actions": actions(rule.get("actions") or {}),
            "disabled": bool(rule.get("disabled")),
        }
        if identifier := rule.get("id") or (old[index].get("id") if index < len(old) else ""):
            body["id"] = identifier
        rules.append(body)
    return {"id": one["id"], "rules": rules}
