"""What quiets a service or tells others of it: maintenance windows, webhooks, Slack."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import CheckFailure, CheckResult, PluginError
from sandbox.plugins.pagerduty.client import ApiFailure, on_status, present
from sandbox.plugins.pagerduty.managed import MANAGED, SdkManaged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


class MaintenanceWindow(SdkManaged):
    """A time in which services wake nobody."""

    token = "pagerduty:index/maintenanceWindow:MaintenanceWindow"
    inputs = ("description", "endTime", "services", "startTime")
    required = ("endTime", "services", "startTime")
    defaults: ClassVar[Mapping[str, Any]] = {"description": MANAGED}
    unordered = frozenset({"services"})

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST."""
        answer = self.client.call("POST", "/maintenance_windows", _window_body(inputs))
        made = present(answer, "maintenance_window")
        if not made.get("id"):
            raise PluginError("expected non-nil error with nil state during Create")
        return made["id"], _window_outputs(made)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET."""
        del state
        try:
            answer = self.client.insist(
                lambda: self.client.get(f"/maintenance_windows/{id}"), final=on_status(404)
            )
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise
        return _window_outputs(present(answer, "maintenance_window"))

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT."""
        del state
        answer = self.client.call("PUT", f"/maintenance_windows/{id}", _window_body(inputs))
        return _window_outputs(present(answer, "maintenance_window"))

    def remove(self, id: str, state: Props) -> None:
        """DELETE; that it is gone is an error."""
        del state
        self.client.call("DELETE", f"/maintenance_windows/{id}")

    def compared(self, value: Props) -> Props:
        """One instant in two time zones is the same."""
        times: Props = {key: _instant(value.get(key)) for key in ("startTime", "endTime")}
        return {**value, **{key: time for key, time in times.items() if key in value}}


def _instant(text: Any) -> Any:
    known = isinstance(text, str) and text
    return datetime.fromisoformat(text).astimezone(UTC).isoformat() if known else text


def _window_body(inputs: Props) -> Json:
    services = sorted(inputs["services"])
    window = {
        "description": inputs.get("description") or "",
        "end_time": inputs["endTime"],
        "services": [{"id": item, "type": "service_reference"} for item in services],
        "start_time": inputs["startTime"],
    }
    return {"maintenance_window": window}


def _window_outputs(window: Json) -> Props:
    return {
        "description": window.get("description") or "",
        "endTime": window.get("end_time") or "",
        "services": [item.get("id") or "" for item in window.get("services") or []],
        "startTime": window.get("start_time") or "",
    }


class WebhookSubscription(SdkManaged):
    """A webhook of a service, a team or the account. It can't be switched off: false isn't sent."""

    token = "pagerduty:index/webhookSubscription:WebhookSubscription"
    inputs = ("active", "deliveryMethods", "description", "events", "filters", "type")
    required = ("deliveryMethods", "events", "filters")
    replace_on = frozenset({"deliveryMethods.customHeaders"})

    _PATH = "/webhook_subscriptions"

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, repeated when refused, then GET."""
        body = _webhook_body(inputs)
        answer = self.client.insist(
            lambda: self.client.call("POST", self._PATH, body),
            final=lambda failure: not failure.is_refused,
        )
        made = answer.get("webhook_subscription") or {}
        if not made.get("id"):
            raise PluginError("expected non-nil error with nil state during Create")
        return made["id"], _webhook_outputs(self._get(made["id"]))

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET; a 404 is believed after two minutes."""
        del state
        try:
            return _webhook_outputs(self._get(id))
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT."""
        del state
        answer = self.client.call("PUT", f"{self._PATH}/{id}", _webhook_body(inputs))
        return _webhook_outputs(answer.get("webhook_subscription") or {})

    def remove(self, id: str, state: Props) -> None:
        """DELETE; that it is gone is an error."""
        del state
        self.client.call("DELETE", f"{self._PATH}/{id}")

    def _get(self, id: str) -> Json:
        answer = self.client.insist(
            lambda: self.client.call("GET", f"{self._PATH}/{id}", {}),
            final=on_status(),
            pause=2.0,
        )
        return answer.get("webhook_subscription") or {}


def _webhook_body(inputs: Props) -> Json:
    method, target = inputs["deliveryMethods"][0], inputs["filters"][0]
    headers = [{"name": one["name"], "value": one["value"]} for one in _headers(method)]
    body: Json = {
        "type": "webhook_subscription",
        "delivery_method": {
            "type": method.get("type") or "http_delivery_method",
            "url": method.get("url") or "",
            "custom_headers": headers or None,
        },
        "events": list(inputs["events"]),
        "filter": {key: target[key] for key in ("id", "type") if target.get(key)},
    }
    for key in ("active", "description"):
        if inputs.get(key):
            body[key] = inputs[key]
    return {"webhook_subscription": body}


def _headers(method: Props) -> list[Props]:
    return method.get("customHeaders") or []


def _webhook_outputs(found: Json) -> Props:
    method, target = found.get("delivery_method") or {}, found.get("filter") or {}
    return {
        "active": bool(found.get("active")),
        "deliveryMethods": [
            {
                "customHeaders": [
                    {"name": one["name"], "value": one["value"]}
                    for one in method.get("custom_headers") or []
                ],
                "temporarilyDisabled": bool(method.get("temporarily_disabled")),
                "type": method.get("type") or "",
                "url": method.get("url") or "",
            }
        ],
        "description": found.get("description") or "",
        "events": found.get("events") or [],
        "filters": [{"id": target.get("id") or "", "type": target.get("type") or ""}],
        "type": found.get("type") or "",
    }


class SlackConnection(SdkManaged):
    """A Slack channel that hears of a service's or a team's incidents.

    The published plugin sends these requests to a fixed host, which no setting changes; here they
    go where all others go.
    """

    token = "pagerduty:index/slackConnection:SlackConnection"
    inputs = (
        "channelId",
        "configs",
        "notificationType",
        "sourceId",
        "sourceType",
        "workspaceId",
    )
    required = ("channelId", "configs", "notificationType", "sourceId", "sourceType")
    computed = ("channelName", "sourceName")
    replace_on = frozenset({"workspaceId"})

    def check(self, *, name: str, olds: Props, news: Props, random_seed: bytes) -> CheckResult:
        """The workspace may come from the environment, as with the published plugin."""
        workspace = os.environ.get("SLACK_CONNECTION_WORKSPACE_ID")
        if workspace and not news.get("workspaceId"):
            news = {**news, "workspaceId": workspace}
        result = super().check(name=name, olds=olds, news=news, random_seed=random_seed)
        if not news.get("workspaceId"):
            reason = "Missing required property 'workspaceId'"
            result.failures.append(CheckFailure("workspaceId", reason))
        return result

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST."""
        answer = self._call("POST", _connections(inputs), _slack_body(inputs))
        made = present(answer, "slack_connection")
        return made["id"], _slack_outputs(made, inputs)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET."""
        try:
            answer = self.session.user.insist(
                lambda: self._call("GET", f"{_connections(state)}/{id}"), final=on_status(404)
            )
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise
        return _slack_outputs(present(answer, "slack_connection"), state)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT."""
        del state
        answer = self._call("PUT", f"{_connections(inputs)}/{id}", _slack_body(inputs))
        return _slack_outputs(present(answer, "slack_connection"), inputs)

    def remove(self, id: str, state: Props) -> None:
        """DELETE."""
        try:
            self._call("DELETE", f"{_connections(state)}/{id}")
        except ApiFailure as failure:
            if not failure.is_missing:
                raise

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`workspace.connection`."""
        workspace, separator, connection = id.partition(".")
        return (connection, {"workspaceId": workspace}) if separator else None

    def _call(self, method: str, path: str, body: Any = None) -> Json:
        return self.session.user.call(method, path, body)


def _connections(values: Props) -> str:
    return f"/integration-slack/workspaces/{values['workspaceId']}/connections"


def _slack_body(inputs: Props) -> Json:
    config = inputs["configs"][0]
    sent = {
        "events": list(config["events"]),
        "priorities": list(config.get("priorities") or []),
        "urgency": config.get("urgency"),
    }
    connection = {
        "source_id": inputs["sourceId"],
        "source_type": inputs["sourceType"],
        "channel_id": inputs["channelId"],
        "notification_type": inputs["notificationType"],
        "config": sent,
    }
    return {"slack_connection": connection}


def _slack_outputs(found: Json, known: Props) -> Props:
    config = found.get("config") or {}
    return {
        "channelId": found.get("channel_id") or "",
        "channelName": found.get("channel_name") or "",
        "configs": [
            {
                "events": config.get("events") or [],
                "priorities": config.get("priorities") or [],
                "urgency": config.get("urgency"),
            }
        ],
        "notificationType": found.get("notification_type") or "",
        "sourceId": found.get("source_id") or "",
        "sourceName": found.get("source_name") or "",
        "sourceType": found.get("source_type") or "",
        "workspaceId": known["workspaceId"],
    }
