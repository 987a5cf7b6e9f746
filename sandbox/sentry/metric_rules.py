"""Metric alert rules by the old routes, gone from Sentry since 2026-08-28.

Served where the emulator plays a self-hosted Sentry from before; triggers and their actions keep
the ids that a change names.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from sandbox.sentry import rule_tasks
from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.errors import ApiError, invalid
from sandbox.sentry.paging import page
from sandbox.sentry.strict import Body

READ = ("alerts:read", "org:admin", "org:read", "org:write", "project:read")
WRITE = ("alerts:write", "org:admin", "org:write", "project:admin", "project:write")

Number = Annotated[int | float, Field(allow_inf_nan=False)]

_DEFAULT_EVENTS = {"events": ["default", "error"], "transactions": ["transaction"]}


class ActionBody(Body):
    """Whom a trigger tells."""

    id: str | None = None
    type: Literal["email", "slack", "pagerduty", "opsgenie", "msteams", "discord", "sentry_app"]
    target_type: Literal["user", "team", "specific", "sentry_app"]
    target_identifier: str | None = None
    input_channel_id: str | None = None
    integration_id: int | None = None
    sentry_app_id: int | None = None
    priority: str | None = None


class TriggerBody(Body):
    """A threshold, with what is done beyond it."""

    id: str | None = None
    label: Literal["critical", "warning"]
    threshold_type: Literal[0, 1] | None = None
    alert_threshold: Number
    resolve_threshold: Number | None = None
    actions: list[ActionBody] = Field(default_factory=list)


class MetricRuleBody(Body):
    """A metric alert rule; `time_window` and `comparison_delta` in minutes."""

    id: JsonValue = None
    name: Annotated[str, Field(min_length=1, max_length=256)]
    environment: str | None = None
    dataset: str = ""
    event_types: list[str] | None = None
    query: str
    aggregate: Annotated[str, Field(min_length=1)]
    time_window: Literal[1, 5, 10, 15, 30, 60, 120, 240, 1440]
    threshold_type: Literal[0, 1]
    resolve_threshold: Number | None = None
    comparison_delta: int | None = None
    threshold_period: Annotated[int, Field(ge=1)] | None = None
    triggers: Annotated[list[TriggerBody], Field(min_length=1, max_length=2)]
    projects: list[str]
    owner: str | None = None


def create(call: Call) -> Reply:
    """Create a rule for a project."""
    account, body = call.account, call.body(MetricRuleBody)
    project = account.by_slug("project", call.path["project"])
    row = _new(account, project)
    _fill(account, row, body)
    account.table("metric-rule")[row["id"]] = row
    if _needs_lookup(body):
        return rule_tasks.begin(account, row["id"])
    return Reply(201, _view(row))


def task(call: Call) -> Reply:
    """Say how far a creation is."""
    return rule_tasks.progress(call, "metric-rule", "alertRule")


def list_all(call: Call) -> Reply:
    """List the organization's rules."""
    return page(call, [_view(row) for row in call.account.rows("metric-rule")])


def read(call: Call) -> Reply:
    """Read a rule."""
    return Reply(200, _view(_rule(call)))


def update(call: Call) -> Reply:
    """Change a rule."""
    row = _rule(call)
    _fill(call.account, row, call.body(MetricRuleBody))
    row["dateModified"] = now()
    return Reply(200, _view(row))


def delete(call: Call) -> Reply:
    """Delete a rule."""
    del call.account.table("metric-rule")[_rule(call)["id"]]
    return EMPTY


def _needs_lookup(body: MetricRuleBody) -> bool:
    actions = [action for trigger in body.triggers for action in trigger.actions]
    return any(action.type == "slack" and not action.input_channel_id for action in actions)


def _new(account: Account, project: Row) -> Row:
    user = account.user(account.organization["_tokenUser"]) or {}
    date = now()
    return {
        "id": account.next_id("metric-rule"),
        "organizationId": account.organization["id"],
        "status": 0,
        "resolution": 1.0,
        "thresholdPeriod": 1,
        "triggers": [],
        "projects": [project["slug"]],
        "originalAlertRuleId": None,
        "dateModified": date,
        "dateCreated": date,
        "createdBy": {"id": int(user["id"]), "name": user["name"], "email": user["email"]},
        "description": "",
        "sensitivity": None,
        "seasonality": None,
        "queryType": 0,
        "_project": project["id"],
    }


def _fill(account: Account, row: Row, body: MetricRuleBody) -> None:
    _check(account, row, body)
    dataset = body.dataset or "events"
    row.update(
        name=body.name,
        query=body.query,
        aggregate=body.aggregate,
        dataset=dataset,
        eventTypes=body.event_types or _DEFAULT_EVENTS.get(dataset, ["error"]),
        thresholdType=body.threshold_type,
        resolveThreshold=body.resolve_threshold,
        timeWindow=body.time_window,
        environment=body.environment,
        thresholdPeriod=body.threshold_period or row["thresholdPeriod"],
        comparisonDelta=body.comparison_delta,
        detectionType="percent" if body.comparison_delta else "static",
        owner=body.owner,
        triggers=[_trigger(account, row["id"], body, trigger) for trigger in body.triggers],
    )


def _check(account: Account, row: Row, body: MetricRuleBody) -> None:
    account.owner(body.owner)
    try:
        account.projects(body.projects)
    except ApiError:
        raise invalid(projects="Invalid project") from None
    if body.triggers[0].label != "critical":
        raise invalid(nonFieldErrors='Trigger 1 must be labeled "critical"')
    known = {trigger["id"] for trigger in row["triggers"]}
    if any(trigger.id not in (None, *known) for trigger in body.triggers):
        raise invalid(triggers="No such trigger in this rule.")
    for trigger in body.triggers:
        for action in trigger.actions:
            _check_target(account, action)


def _check_target(account: Account, action: ActionBody) -> None:
    if action.integration_id is None:
        return
    found = account.table("integration").get(str(action.integration_id))
    if found is None or found["provider"]["key"] != action.type:
        raise invalid(triggers=f"{action.integration_id} is no {action.type} integration.")


def _trigger(account: Account, rule: str, body: MetricRuleBody, trigger: TriggerBody) -> Row:
    """A trigger resolves where the rule does, whatever the trigger says."""
    identifier = trigger.id or account.next_id("trigger")
    return {
        "id": identifier,
        "alertRuleId": rule,
        "label": trigger.label,
        "thresholdType": body.threshold_type,
        "alertThreshold": trigger.alert_threshold,
        "resolveThreshold": body.resolve_threshold,
        "dateCreated": now(),
        "actions": [_action(account, identifier, action) for action in trigger.actions],
    }


def _action(account: Account, trigger: str, action: ActionBody) -> Row:
    return {
        "id": action.id or account.next_id("trigger-action"),
        "alertRuleTriggerId": trigger,
        **{key: value for key, value in action.complete().items() if key != "id"},
        "dateCreated": now(),
        "desc": "Send a notification",
    }


def _rule(call: Call) -> Row:
    return call.account.row("metric-rule", call.path["id"])


def _view(row: Row) -> Row:
    return {key: value for key, value in row.items() if not key.startswith("_")}


_ORGANIZATION = "/organizations/{org}/alert-rules/"
_PROJECT = "/projects/{org}/{project}/alert-rules/"

ENDPOINTS = (
    Endpoint("GET", _ORGANIZATION, list_all, READ, "rules"),
    Endpoint("GET", f"{_ORGANIZATION}{{id}}/", read, READ, "rules"),
    Endpoint("PUT", f"{_ORGANIZATION}{{id}}/", update, WRITE, "rules"),
    Endpoint("DELETE", f"{_ORGANIZATION}{{id}}/", delete, WRITE, "rules"),
    Endpoint("POST", _PROJECT, create, WRITE, "rules"),
    Endpoint("GET", f"{_PROJECT}{{id}}/", read, READ, "rules"),
    Endpoint("PUT", f"{_PROJECT}{{id}}/", update, WRITE, "rules"),
    Endpoint("DELETE", f"{_PROJECT}{{id}}/", delete, WRITE, "rules"),
    Endpoint("GET", "/projects/{org}/{project}/alert-rule-task/{uuid}/", task, READ, "rules"),
)
