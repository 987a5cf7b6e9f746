"""SentryMetricAlert: what is left out of it is filled in by the server.

For its dataset and its event types that is a change at every preview.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.fields import Field
from sandbox.plugins.sentry.alert import AlertResource, split
from sandbox.plugins.sentry.resource import WIRE
from sandbox.plugins.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props


_SPARSE = Wire(WIRE.spelled, sparse=True)
_ACTION = {
    "id": Field(computed=True),
    "inputChannelId": Field(),
    "integrationId": Field(kind="integer"),
    "targetIdentifier": Field(),
    "targetType": Field(),
    "type": Field(),
}
_TRIGGER = {
    "actions": Field(kind="list", always=True, members=_ACTION),
    "alertThreshold": Field(kind="number", always=True),
    "id": Field(computed=True),
    "label": Field(required=True),
    # Its own threshold is always sent: 0, or what the server said last.
    "resolveThreshold": Field(kind="number", computed=True, always=True),
    "thresholdType": Field(kind="integer", always=True),
}


def _triggers(rows: Any) -> list[Props]:
    return [_SPARSE.told(_TRIGGER, row) for row in rows]


class MetricAlert(AlertResource):
    """A metric alert rule."""

    token = "sentry:index/sentryMetricAlert:SentryMetricAlert"
    route = "alert-rules"
    task = "alert-rule-task"
    task_member = "alertRule"
    fields: ClassVar[Mapping[str, Field]] = {
        "aggregate": Field(required=True, always=True),
        "dataset": Field(always=True),
        "environment": Field(null=True),
        "eventTypes": Field(kind="list", null=True),
        "internalId": Field(output=True, api="id"),
        "name": Field(),
        "organization": Field(required=True, replaces=True, sent=False),
        "owner": Field(null=True),
        "project": Field(required=True, replaces=True, sent=False),
        "query": Field(required=True, always=True),
        "resolveThreshold": Field(kind="number", null=True),
        "thresholdType": Field(kind="integer", required=True, always=True),
        "timeWindow": Field(kind="number", required=True, always=True),
        "triggers": Field(
            kind="list",
            required=True,
            always=True,
            members=_TRIGGER,
            read=_triggers,
        ),
    }

    def read_path(self, id: str) -> str:
        """It is read by the organization's route."""
        organization, _, rule = split(id)
        return f"0/organizations/{organization}/alert-rules/{rule}/"

    def identity(self, state: Props) -> Props:
        """Return the id within the organization, where it is known."""
        return {"id": state["internalId"]} if state.get("internalId") else {}

    def outputs(self, id: str, rule: dict[str, Any], spoken: Props) -> Props:
        """Return all that the rule has."""
        del spoken
        organization, project, _ = split(id)
        known = {"id": id, "organization": organization, "project": project}
        return {**WIRE.told(self.fields, rule), **known}
