"""SentryMetricAlert: a metric alert rule by the old routes, which today's Sentry answers by 410.

A dataset or event types left out are filled in by the server, and are a change at every preview.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.plugins.sentry.client import PublishedError
from sandbox.plugins.sentry.resource import Managed, sent
from sandbox.plugins.sentry.tasks import await_task

if TYPE_CHECKING:
    from providers.plugin import Props


class MetricAlert(Managed):
    """A metric alert rule."""

    token = "sentry:index/sentryMetricAlert:SentryMetricAlert"
    required = frozenset(
        {
            "organization",
            "project",
            "aggregate",
            "query",
            "thresholdType",
            "timeWindow",
            "triggers",
        }
    )
    optional = frozenset({"dataset", "environment", "eventTypes", "owner", "resolveThreshold"})
    computed = frozenset({"triggers.id", "triggers.resolveThreshold", "triggers.actions.id"})
    outputs = frozenset({"internalId"})
    replace_on = frozenset({"organization", "project"})

    def make(self, inputs: Props) -> str:
        """POST the rule, ask for the task if that is the answer."""
        organization, project = inputs["organization"], inputs["project"]
        path = f"0/projects/{organization}/{project}/"
        made = self.client.call("POST", f"{path}alert-rules/", _body(inputs, {}))
        if "uuid" in made and "id" not in made:
            made = await_task(self.client, f"{path}alert-rule-task/{made['uuid']}/", "alertRule")
        return f"{organization}/{project}/{made['id']}"

    def complete(self, id: str, inputs: Props) -> Props:
        """GET the rule."""
        del inputs
        return self._outputs(id, self.client.get(_read_path(id)))

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET the rule."""
        del state
        found = self.client.find(_read_path(id))
        return None if found is None else self._outputs(id, found)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT the rule with the known ids, GET it."""
        self.client.call("PUT", _write_path(id), _body(inputs, state))
        return self._outputs(id, self.client.get(_read_path(id)))

    def remove(self, id: str, state: Props) -> None:
        """DELETE the rule."""
        del state
        self.client.call("DELETE", _write_path(id))

    @staticmethod
    def _outputs(identifier: str, rule: dict[str, Any]) -> Props:
        organization, project, _ = identifier.split("/")
        return {
            "id": identifier,
            "internalId": rule["id"],
            "organization": organization,
            "project": project,
            **{key: rule[key] for key in _SHOWN},
            "triggers": [_trigger_outputs(trigger) for trigger in rule["triggers"]],
        }


_SHOWN = (
    "aggregate",
    "dataset",
    "environment",
    "eventTypes",
    "name",
    "owner",
    "query",
    "resolveThreshold",
    "thresholdType",
    "timeWindow",
)


def _split(identifier: str) -> tuple[str, str, str]:
    parts = identifier.split("/")
    if len(parts) != 3:  # noqa: PLR2004 - the three parts
        raise PublishedError(
            f'unexpected format of ID ("{identifier}"), '
            "expected organization-slug/project-slug/alert-id"
        )
    return parts[0], parts[1], parts[2]


def _read_path(identifier: str) -> str:
    organization, _, rule = _split(identifier)
    return f"0/organizations/{organization}/alert-rules/{rule}/"


def _write_path(identifier: str) -> str:
    organization, project, rule = _split(identifier)
    return f"0/projects/{organization}/{project}/alert-rules/{rule}/"


def _body(inputs: Props, state: Props) -> Props:
    triggers = inputs["triggers"]
    known = [*(state.get("triggers") or []), *[{}] * len(triggers)]
    return {
        **sent(
            id=state.get("internalId"),
            name=inputs["name"],
            environment=inputs.get("environment"),
            eventTypes=inputs.get("eventTypes"),
            resolveThreshold=inputs.get("resolveThreshold"),
            owner=inputs.get("owner"),
        ),
        "dataset": inputs.get("dataset") or "",
        "query": inputs["query"],
        "aggregate": inputs["aggregate"],
        "timeWindow": inputs["timeWindow"],
        "thresholdType": inputs["thresholdType"],
        "triggers": [_trigger(one, old) for one, old in zip(triggers, known, strict=False)],
        "projects": [inputs["project"]],
    }


def _trigger(trigger: Props, old: Props) -> Props:
    """A trigger's own resolve threshold is always sent: 0, or what the server said last."""
    actions = trigger.get("actions") or []
    known = [*(old.get("actions") or []), *[{}] * len(actions)]
    return {
        **sent(id=old.get("id")),
        "label": trigger["label"],
        "thresholdType": trigger.get("thresholdType") or 0,
        "alertThreshold": trigger.get("alertThreshold") or 0,
        "resolveThreshold": trigger.get("resolveThreshold", old.get("resolveThreshold")) or 0,
        "actions": [_action(one, before) for one, before in zip(actions, known, strict=False)],
    }


def _action(action: Props, old: Props) -> Props:
    return sent(
        id=old.get("id"),
        type=action.get("type"),
        targetType=action.get("targetType"),
        targetIdentifier=action.get("targetIdentifier"),
        inputChannelId=action.get("inputChannelId"),
        integrationId=action.get("integrationId"),
    )


def _trigger_outputs(trigger: dict[str, Any]) -> Props:
    shown = ("id", "label", "thresholdType", "alertThreshold", "resolveThreshold")
    actions = [_action_outputs(action) for action in trigger["actions"]]
    return {**_present(trigger, shown), "actions": actions}


def _action_outputs(action: dict[str, Any]) -> Props:
    return _present(
        action,
        ("id", "type", "targetType", "targetIdentifier", "inputChannelId", "integrationId"),
    )


def _present(row: dict[str, Any], names: tuple[str, ...]) -> Props:
    return {name: row[name] for name in names if row.get(name) is not None}
