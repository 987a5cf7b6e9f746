"""The routes of alerts (workflows): create, list, read, change, delete, one or many at a time."""

from __future__ import annotations

from sandbox.sentry.account import Row, now
from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.detector_bodies import BulkChange
from sandbox.sentry.errors import bad_request
from sandbox.sentry.paging import page
from sandbox.sentry.searching import is_match, ordered
from sandbox.sentry.workflow_rows import fill, new, view

READ = ("alerts:read", "org:admin", "org:read", "org:write")
WRITE = ("alerts:write", "org:admin", "org:write")


def create(call: Call) -> Reply:
    """Create an alert."""
    row = new(call.account)
    fill(call.account, row, call.content)
    call.account.table("workflow")[row["id"]] = row
    return Reply(201, view(row))


def list_all(call: Call) -> Reply:
    """List alerts; `project`, `query`, `id` and `sortBy` as Sentry has them."""
    rows = ordered(_selected(call), call.query.get("sortBy"), _SORT_KEYS)
    return page(call, [view(row) for row in rows])


def read(call: Call) -> Reply:
    """Read an alert."""
    return Reply(200, view(call.account.row("workflow", call.path["id"])))


def update(call: Call) -> Reply:
    """Change an alert; what the body leaves out stays as it is."""
    row = call.account.row("workflow", call.path["id"])
    fill(call.account, row, call.content)
    row["dateUpdated"] = now()
    return Reply(200, view(row))


def delete(call: Call) -> Reply:
    """Delete an alert."""
    row = call.account.row("workflow", call.path["id"])
    del call.account.table("workflow")[row["id"]]
    return EMPTY


def update_many(call: Call) -> Reply:
    """Enable or disable the alerts that the query selects."""
    change = call.body(BulkChange)
    rows = _selected_many(call)
    for row in rows:
        change.apply(row)
    return Reply(200, [view(row) for row in rows])


def delete_many(call: Call) -> Reply:
    """Delete the alerts that the query selects."""
    rows = _selected_many(call)
    for row in rows:
        del call.account.table("workflow")[row["id"]]
    return EMPTY if rows else Reply(200, {"detail": "No workflows found."})


def _selected(call: Call) -> list[Row]:
    account, ids = call.account, call.ids()
    return [
        row
        for row in account.rows("workflow")
        if (not ids or row["id"] in ids)
        and _is_of_project(call, row)
        and is_match(call.query.get("query", ""), {"name": row["name"], "action": _actions(row)})
    ]


def _selected_many(call: Call) -> list[Row]:
    if not any(call.query.getlist(name) for name in ("id", "query", "project")):
        raise bad_request("At least one of 'id', 'query' or 'project' must be provided.")
    return _selected(call)


def _is_of_project(call: Call, row: Row) -> bool:
    """Whether one of the alert's monitors belongs to a project asked for."""
    wanted = call.query.getlist("project")
    if not wanted or "-1" in wanted:
        return True
    projects = {project["id"] for project in call.account.projects(wanted)}
    detectors = call.account.table("detector")
    return any(detectors[one]["projectId"] in projects for one in row["detectorIds"])


def _actions(row: Row) -> str:
    kinds = [action["type"] for one in row["actionFilters"] for action in one["actions"]]
    return kinds[0] if kinds else ""


_SORT_KEYS = {
    "id": lambda row: int(row["id"]),
    "name": lambda row: row["name"].lower(),
    "connectedDetectors": lambda row: len(row["detectorIds"]),
    "actions": lambda row: sum(len(one["actions"]) for one in row["actionFilters"]),
    "lastTriggered": lambda row: int(row["id"]),
}

_ALL = "/organizations/{org}/workflows/"
_ONE = "/organizations/{org}/workflows/{id}/"

ENDPOINTS = (
    Endpoint("GET", _ALL, list_all, READ, "workflows"),
    Endpoint("POST", _ALL, create, WRITE, "workflows"),
    Endpoint("PUT", _ALL, update_many, WRITE, "workflows"),
    Endpoint("DELETE", _ALL, delete_many, WRITE, "workflows"),
    Endpoint("GET", _ONE, read, READ, "workflows"),
    Endpoint("PUT", _ONE, update, WRITE, "workflows"),
    Endpoint("DELETE", _ONE, delete, WRITE, "workflows"),
)
