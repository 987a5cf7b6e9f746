"""Slack channels that hear of incidents."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from providers.plugin import CheckFailure, CheckResult
from sandbox.plugins.pagerduty.client import ApiFailure, on_status, present
from sandbox.plugins.pagerduty.managed import SdkManaged

if TYPE_CHECKING:
    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


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
