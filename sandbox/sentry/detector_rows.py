"""A monitor (detector) as an object: made, filled from a request, shown, linked and removed.

Sentry answers a monitor's conditions in an order of its own; here it is the reverse of the order
sent, with ids that rise in the order sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.alias_generators import to_camel

from providers.sentry_alerting import limits
from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.cron_source import cron_query
from sandbox.sentry.detector_bodies import DETECTORS, MetricDetector, MetricSource
from sandbox.sentry.errors import invalid
from sandbox.sentry.metric_refusals import refuse
from sandbox.sentry.strict import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

BUILT_IN = {"error": "Error Monitor", "issue_stream": "Issue Stream Monitor"}
"""The monitors that every project has, by type; they can't be deleted."""

_SOURCE_TYPES = {
    "metric_issue": "snuba_query_subscription",
    "uptime_domain_failure": "uptime_subscription",
    "monitor_check_in_failure": "cron_monitor",
}
_UPTIME_CONDITIONS = (("failure", 75), ("success", 0))
_DEFAULT_WINDOW = 3600


def remove(account: Account, row: Row) -> None:
    """Take a monitor out of the organization and of its alerts."""
    del account.table("detector")[row["id"]]
    for workflow in account.rows("workflow"):
        workflow["detectorIds"] = [one for one in workflow["detectorIds"] if one != row["id"]]


def add_built_in(account: Account, project: Row) -> None:
    """Give a new project the monitors that Sentry gives it."""
    for kind, name in BUILT_IN.items():
        row = new(account, project, kind=kind)
        row.update(name=name, createdBy=None)
        account.table("detector")[row["id"]] = row


def view(account: Account, row: Row) -> Row:
    """Return a monitor as Sentry answers it."""
    return views(account, [row])[0]


def views(account: Account, rows: Iterable[Row]) -> list[Row]:
    """Return monitors as Sentry answers them, with the alerts connected to each."""
    linked: dict[str, list[str]] = {}
    for workflow in account.rows("workflow"):
        for identifier in workflow["detectorIds"]:
            linked.setdefault(identifier, []).append(workflow["id"])
    return [
        {key: value for key, value in row.items() if not key.startswith("_")}
        | {"workflowIds": linked.get(row["id"], [])}
        for row in rows
    ]


def link(account: Account, row: Row, workflow_ids: Iterable[str]) -> None:
    """Connect a monitor to exactly these alerts.

    Raises:
        ApiError: 400, one of them does not exist.
    """
    table = account.table("workflow")
    if unknown := [one for one in workflow_ids if one not in table]:
        raise invalid(workflowIds=f"Some workflows do not exist: {', '.join(unknown)}")
    for workflow in table.values():
        ids = [one for one in workflow["detectorIds"] if one != row["id"]]
        workflow["detectorIds"] = [*ids, row["id"]] if workflow["id"] in workflow_ids else ids


def new(account: Account, project: Row, *, kind: str) -> Row:
    """Return a monitor of a project with nothing filled in; it is not yet in the table."""
    date = now()
    return {
        "id": account.next_id("detector"),
        "projectId": project["id"],
        "name": "",
        "description": None,
        "type": kind,
        "workflowIds": [],
        "owner": None,
        "createdBy": account.organization["_tokenUser"],
        "dateCreated": date,
        "dateUpdated": date,
        "dataSources": None,
        "conditionGroup": None,
        "config": {},
        "enabled": True,
        "latestGroup": None,
    }


def fill(account: Account, row: Row, content: Row) -> None:
    """Put a body into a monitor; what the body leaves out stays as it was sent before.

    Raises:
        ApiError: 400 with the fields' errors; the monitor is unchanged then.
    """
    content = {**row.get("_sent", {}), **camel_keys(content)}
    body = parse(DETECTORS[row["type"]], content)
    if isinstance(body, MetricDetector) and account.validates:
        refuse(body, _former_query(row))
    owner = account.owner(body.owner)
    if "workflow_ids" in body.model_fields_set:
        link(account, row, [str(one) for one in body.workflow_ids])
    complete = body.complete()
    row.update(
        name=body.name,
        description=body.description,
        enabled=body.enabled is not False,
        owner=owner,
        config=_config(complete["config"]),
        dataSources=[_source(account, row, body)],
        conditionGroup=_condition_group(account, body, complete.get("conditionGroup")),
        _sent=_remembered(content),
    )


def _former_query(row: Row) -> Row | None:
    """Return the query that a monitor had before this change, None for a new one."""
    sources = row["dataSources"]
    query: Row | None = sources[0]["queryObj"]["snubaQuery"] if sources else None
    return query


def _remembered(content: Row) -> Row:
    return {key: value for key, value in content.items() if key not in {"workflowIds", "projectId"}}


def _config(config: Row) -> Row:
    return {key: value for key, value in config.items() if value is not None}


def _source(account: Account, row: Row, body: Any) -> Row:
    source = (row["dataSources"] or [{}])[0]
    source_id = source.get("sourceId") or account.next_id("data-source")
    return {
        "id": source.get("id") or account.next_id("data-source"),
        "organizationId": account.organization["id"],
        "type": _SOURCE_TYPES[row["type"]],
        "sourceId": source_id,
        "queryObj": _query(account, source_id, source.get("queryObj"), body),
    }


def _query(account: Account, source_id: str, before: Row | None, body: Any) -> Row:
    sent = body.data_sources[0]
    if isinstance(body, MetricDetector):
        query = _snuba_query(source_id, sent)
        return {"id": source_id, "status": 1, "subscription": None, "snubaQuery": query}
    if body.type == "uptime_domain_failure":
        found: Row = sent.complete()
        return found
    return cron_query(account, before, sent)


def _snuba_query(source_id: str, source: MetricSource) -> Row:
    """Fill in what Sentry fills in: window 3600 s, event types of the dataset, `unknown`."""
    window = _DEFAULT_WINDOW if source.time_window is None else source.time_window
    dataset = limits.DATASETS.get(source.dataset)
    event_types = source.event_types or (dataset.usual if dataset else ["error"])
    return {
        "id": source_id,
        "dataset": source.dataset,
        "query": source.query or "",
        "aggregate": source.aggregate,
        "timeWindow": window,
        "environment": source.environment,
        "eventTypes": sorted(event_types, reverse=True),
        "extrapolationMode": source.extrapolation_mode or "unknown",
    }


def _condition_group(account: Account, body: Any, sent: Row | None) -> Row | None:
    if body.type == "monitor_check_in_failure":
        return None
    if body.type == "uptime_domain_failure":
        conditions = [
            {"type": "eq", "comparison": comparison, "conditionResult": result}
            for comparison, result in _UPTIME_CONDITIONS
        ]
        return condition_group(account, "any", conditions)
    group: Row = sent or {}
    return condition_group(account, group["logicType"], group["conditions"])


def condition_group(account: Account, logic_type: str, conditions: list[Row]) -> Row:
    """Number conditions in the order sent, answer them in the reverse."""
    numbered = [{**condition, "id": account.next_id("condition")} for condition in conditions]
    return {
        "id": account.next_id("condition-group"),
        "organizationId": account.organization["id"],
        "logicType": logic_type,
        "conditions": numbered[::-1],
        "actions": [],
    }


def camel_keys(content: Row) -> Row:
    """Return the body with its own field names in camelCase, however they were passed."""
    return {to_camel(key): value for key, value in content.items()}
