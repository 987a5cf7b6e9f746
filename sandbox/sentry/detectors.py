"""The routes of monitors (detectors): create, list, read, change, delete, one or many at a time."""

from __future__ import annotations

from typing import Any

from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.detector_bodies import DETECTORS, BulkChange
from sandbox.sentry.detector_rows import BUILT_IN, fill, new, remove, view, views
from sandbox.sentry.errors import bad_request, forbidden, invalid
from sandbox.sentry.paging import page
from sandbox.sentry.searching import is_match, ordered

READ = ("alerts:read", "org:admin", "org:read", "org:write")
WRITE = ("alerts:write", "org:admin", "org:write")
CREATE = ("alerts:write", "project:admin", "project:write")


def create(call: Call) -> Reply:
    """Create a monitor in a project."""
    account = call.account
    project = account.by_slug("project", call.path["project"])
    row = new(account, project, kind=_type(call.content))
    fill(account, row, call.content)
    account.table("detector")[row["id"]] = row
    return Reply(201, view(account, row))


def list_all(call: Call) -> Reply:
    """List monitors; `project`, `query`, `id` and `sortBy` as Sentry has them."""
    rows = views(call.account, _selected(call))
    return page(call, ordered(rows, call.query.get("sortBy"), _SORT_KEYS))


def read(call: Call) -> Reply:
    """Read a monitor."""
    return Reply(200, view(call.account, call.account.row("detector", call.path["id"])))


def update(call: Call) -> Reply:
    """Change a monitor; what the body leaves out stays as it is."""
    account = call.account
    row = account.row("detector", call.path["id"])
    if row["type"] in BUILT_IN:
        call.body(BulkChange).apply(row)
    else:
        if _type(call.content) != row["type"]:
            raise invalid(type="Changing the type of a monitor is not supported.")
        fill(account, row, call.content)
    row["dateUpdated"] = now()
    return Reply(200, view(account, row))


def delete(call: Call) -> Reply:
    """Delete a monitor; alerts forget it."""
    row = call.account.row("detector", call.path["id"])
    if row["type"] in BUILT_IN:
        raise forbidden()
    remove(call.account, row)
    return EMPTY


def update_many(call: Call) -> Reply:
    """Enable or disable the monitors that the query selects."""
    change = call.body(BulkChange)
    rows = _selected_many(call)
    for row in rows:
        change.apply(row)
    return Reply(200, views(call.account, rows))


def delete_many(call: Call) -> Reply:
    """Delete the monitors that the query selects."""
    rows = _selected_many(call)
    if any(row["type"] in BUILT_IN for row in rows):
        raise forbidden()
    for row in rows:
        remove(call.account, row)
    return EMPTY if rows else Reply(200, {"detail": "No detectors found."})


def _type(content: Any) -> str:
    kind = content.get("type") if isinstance(content, dict) else None
    if kind is None:
        raise invalid(type="This field is required.")
    if not isinstance(kind, str) or kind not in DETECTORS:
        raise invalid(
            type=f"Unknown detector type '{kind}'. Must be one of: {', '.join(DETECTORS)}"
        )
    return kind


def _selected(call: Call) -> list[Row]:
    account = call.account
    projects = {project["id"] for project in account.projects(call.query.getlist("project"))}
    ids = call.ids()
    return [
        row
        for row in account.rows("detector")
        if row["projectId"] in projects
        and (not ids or row["id"] in ids)
        and is_match(call.query.get("query", ""), _searchable(account, row))
    ]


def _selected_many(call: Call) -> list[Row]:
    if not any(call.query.getlist(name) for name in ("id", "query", "project")):
        raise bad_request("At least one of 'id', 'query' or 'project' must be provided.")
    return _selected(call)


def _searchable(account: Account, row: Row) -> dict[str, str]:
    return {"name": row["name"], "type": row["type"], "assignee": _assignee(account, row["owner"])}


def _assignee(account: Account, owner: Row | None) -> str:
    if owner is None:
        return "none"
    if owner["type"] == "team":
        return f"#{account.row('team', owner['id'])['slug']}"
    return str(owner["email"])


_SORT_KEYS = {
    "id": lambda row: int(row["id"]),
    "name": lambda row: row["name"].lower(),
    "type": lambda row: row["type"],
    "connectedWorkflows": lambda row: len(row["workflowIds"]),
    "latestGroup": lambda row: int(row["id"]),
    "openIssues": lambda row: int(row["id"]),
}

_ALL = "/organizations/{org}/detectors/"
_ONE = "/organizations/{org}/detectors/{id}/"

ENDPOINTS = (
    Endpoint(
        "POST", "/organizations/{org}/projects/{project}/detectors/", create, CREATE, "workflows"
    ),
    Endpoint("GET", _ALL, list_all, READ, "workflows"),
    Endpoint("PUT", _ALL, update_many, WRITE, "workflows"),
    Endpoint("DELETE", _ALL, delete_many, WRITE, "workflows"),
    Endpoint("GET", _ONE, read, READ, "workflows"),
    Endpoint("PUT", _ONE, update, WRITE, "workflows"),
    Endpoint("DELETE", _ONE, delete, WRITE, "workflows"),
)
