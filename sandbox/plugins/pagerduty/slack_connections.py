"""Slack channels that hear of incidents."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import CheckFailure, CheckResult
from sandbox.plugins.fields import Field
from sandbox.plugins.pagerduty.client import ApiFailure, on_status, present
from sandbox.plugins.pagerduty.resource import WIRE, SdkResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


_CONFIG = {
    "events": Field(kind="list", required=True),
    "priorities": Field(kind="list", always=True),
    "urgency": Field(always=True, null=True),
}


class SlackConnection(SdkResource):
    """A Slack channel that hears of a service's or a team's incidents.

    The published plugin sends these requests to a fixed host, which no setting changes; here they
    go where all others go.
    """

    token = "pagerduty:index/slackConnection:SlackConnection"
    fields: ClassVar[Mapping[str, Field]] = {
        "channelId": Field(required=True),
        "channelName": Field(output=True),
        "configs": Field(
            kind="list",
            required=True,
            api="config",
            block="config",
            members=_CONFIG,
            write=lambda configs: WIRE.sent(_CONFIG, configs[0]),
            read=lambda config: [WIRE.told(_CONFIG, config or {})],
        ),
        "notificationType": Field(required=True),
        "sourceId": Field(required=True),
        "sourceName": Field(output=True),
        "sourceType": Field(required=True),
        "workspaceId": Field(replaces=True, sent=False),
    }

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
        answer = self._call("POST", _connections(inputs), _body(inputs))
        made = present(answer, "slack_connection")
        return made["id"], _outputs(made, inputs)

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
        return _outputs(present(answer, "slack_connection"), state)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT."""
        del state
        answer = self._call("PUT", f"{_connections(inputs)}/{id}", _body(inputs))
        return _outputs(present(answer, "slack_connection"), inputs)

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


def _body(inputs: Props) -> Json:
    return {"slack_connection": WIRE.sent(SlackConnection.fields, inputs)}


def _outputs(found: Json, known: Props) -> Props:
    return {**WIRE.told(SlackConnection.fields, found), "workspaceId": known["workspaceId"]}
