"""Event orchestrations and their integrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.plugin import PluginError
from sandbox.plugins.pagerduty.client import ApiFailure, CrashError, on_status, present
from sandbox.plugins.pagerduty.managed import SdkManaged

if TYPE_CHECKING:
    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json

_ROOT = "/event_orchestrations"


class EventOrchestration(SdkManaged):
    """An event orchestration."""

    token = "pagerduty:index/eventOrchestration:EventOrchestration"
    inputs = ("description", "integrations", "name", "team")
    named = True
    computed = ("integrations", "routes")

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, repeated when refused."""
        answer = self.client.insist(
            lambda: self.client.call("POST", _ROOT, _orchestration_body(inputs)),
            final=lambda failure: not failure.is_refused,
        )
        made = present(answer, "orchestration")
        if not made.get("id"):
            raise PluginError("expected non-nil error with nil state during Create")
        return made["id"], _orchestration_outputs(made)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET, oddly with an empty object as its body."""
        del state
        try:
            answer = self.client.insist(
                lambda: self.client.call("GET", f"{_ROOT}/{id}", {}), final=on_status(404)
            )
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise
        return _orchestration_outputs(present(answer, "orchestration"))

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT."""
        del state
        answer = self.client.insist(
            lambda: self.client.call("PUT", f"{_ROOT}/{id}", _orchestration_body(inputs)),
            final=lambda failure: not failure.is_refused,
        )
        return _orchestration_outputs(present(answer, "orchestration"))

    def remove(self, id: str, state: Props) -> None:
        """DELETE; that it is gone is an error."""
        del state
        self.client.call("DELETE", f"{_ROOT}/{id}")


def _orchestration_body(inputs: Props) -> Json:
    body: Json = {"name": inputs["name"]}
    if inputs.get("description"):
        body["description"] = inputs["description"]
    body["team"] = {"id": inputs["team"]} if inputs.get("team") else None
    return {"orchestration": body}


def _orchestration_outputs(found: Json) -> Props:
    return {
        "description": found.get("description") or "",
        "integrations": [
            {
                "id": item.get("id") or "",
                "label": item.get("label") or "",
                "parameters": _parameters(item),
            }
            for item in found.get("integrations") or []
        ],
        "name": found.get("name") or "",
        "routes": found.get("routes") or 0,
        "team": (found.get("team") or {}).get("id"),
    }


def _parameters(item: Json) -> list[Props]:
    parameters = item.get("parameters")
    if not parameters:
        raise CrashError("`integration.parameters`")
    return [
        {"routingKey": parameters.get("routing_key") or "", "type": parameters.get("type") or ""}
    ]


class EventOrchestrationIntegration(SdkManaged):
    """A routing key of an orchestration."""

    token = "pagerduty:index/eventOrchestrationIntegration:EventOrchestrationIntegration"
    inputs = ("eventOrchestration", "label")
    required = ("eventOrchestration", "label")
    computed = ("parameters",)

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, GET."""
        path = f"{_ROOT}/{inputs['eventOrchestration']}/integrations"
        body = {"integration": {"label": inputs["label"]}}
        answer = self.client.insist(
            lambda: self.client.call("POST", path, body),
            final=lambda failure: not failure.is_refused,
        )
        made = answer.get("integration") or {}
        if not made:
            raise PluginError("expected non-nil error with nil state during Create")
        return made.get("id") or "", self._known(f"{path}/{made.get('id') or ''}", inputs)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET."""
        path = f"{_ROOT}/{state['eventOrchestration']}/integrations/{id}"
        try:
            return self._known(path, state, 404)
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, GET."""
        del state
        path = f"{_ROOT}/{inputs['eventOrchestration']}/integrations/{id}"
        body = {"integration": {"label": inputs["label"]}}
        self.client.insist(
            lambda: self.client.call("PUT", path, body),
            final=lambda failure: not failure.is_refused,
        )
        return self._known(path, inputs)

    def remove(self, id: str, state: Props) -> None:
        """DELETE, then GET until that answers 404."""
        path = f"{_ROOT}/{state['eventOrchestration']}/integrations/{id}"
        self.client.insist(lambda: self.client.call("DELETE", path), final=on_status())
        try:
            self.client.insist(lambda: self._still_there(path), final=on_status(404))
        except ApiFailure as failure:
            if not failure.is_missing:
                raise

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`orchestration:integration`; an import fetches twice."""
        orchestration, separator, integration = id.partition(":")
        if not separator:
            return None
        state = {"eventOrchestration": orchestration}
        self.fetch(integration, state)
        return integration, state

    def _still_there(self, path: str) -> None:
        self.client.call("GET", path)
        raise ApiFailure(f"{path} is still there")

    def _known(self, path: str, known: Props, *final: int) -> Props:
        def attempt() -> Json:
            answer = self.client.call("GET", path)
            if not answer.get("integration"):
                raise ApiFailure("the answer has no integration")
            found: Json = answer["integration"]
            return found

        found = self.client.insist(attempt, final=on_status(*final))
        return {
            "eventOrchestration": known["eventOrchestration"],
            "label": found.get("label") or "",
            "parameters": _parameters(found),
        }
