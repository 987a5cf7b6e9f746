"""Cron monitors by the older `/monitors/` routes: the same objects as check-in detectors."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from sandbox.sentry import detector_rows
from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.call import Call, Endpoint, Reply
from sandbox.sentry.cron_bodies import CronConfig
from sandbox.sentry.cron_source import CRON, monitors
from sandbox.sentry.errors import invalid, not_found
from sandbox.sentry.paging import page
from sandbox.sentry.project_rows import full
from sandbox.sentry.strict import Body

READ = ("alerts:read", "org:admin", "org:read", "org:write")
WRITE = ("alerts:write", "org:admin", "org:write")


class MonitorBody(Body):
    """A cron monitor; project, name and config are due for a new one."""

    project: str | None = None
    name: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    slug: Annotated[str, Field(max_length=50, pattern=r"^(?![0-9]+$)[a-z0-9_\-]+$")] | None = None
    status: Literal["active", "disabled"] | None = None
    owner: str | None = None
    is_muted: bool | None = None
    config: CronConfig | None = None


def create(call: Call) -> Reply:
    """Create a cron monitor, and with it its detector."""
    account, body = call.account, call.body(MonitorBody)
    missing = {
        name: "This field is required."
        for name in ("project", "name", "config")
        if getattr(body, name) is None
    }
    if missing:
        raise invalid(**missing)
    project = account.by_slug("project", str(body.project))
    row = detector_rows.new(account, project, kind=CRON)
    _fill(account, row, body)
    account.table("detector")[row["id"]] = row
    return Reply(201, _view(account, row))


def list_all(call: Call) -> Reply:
    """List the cron monitors, those of the projects asked for."""
    account = call.account
    projects = {project["id"] for project in account.projects(call.query.getlist("project"))}
    rows = [row for _, row in monitors(account) if row["projectId"] in projects]
    return page(call, [_view(account, row) for row in rows])


def read(call: Call) -> Reply:
    """Read a cron monitor by id or slug."""
    return Reply(200, _view(call.account, _row(call)))


def update(call: Call) -> Reply:
    """Change a cron monitor; only what the body holds."""
    row = _row(call)
    _fill(call.account, row, call.body(MonitorBody))
    row["dateUpdated"] = now()
    return Reply(200, _view(call.account, row))


def delete(call: Call) -> Reply:
    """Delete a cron monitor and its detector."""
    detector_rows.remove(call.account, _row(call))
    return Reply(202)


def checkins(call: Call) -> Reply:
    """List a monitor's check-ins; nothing ever checks in here."""
    _row(call)
    return page(call, [])


def _fill(account: Account, row: Row, body: MonitorBody) -> None:
    before = row["dataSources"][0]["queryObj"] if row["dataSources"] else {}
    _refuse_taken(account, body.slug, but=row["id"])
    config = before.get("config", {}) | (
        body.config.model_dump(exclude_unset=True) if body.config else {}
    )
    config.pop("alert_rule_id", None)
    status = body.status or before.get("status", "active")
    name = body.name or before["name"]
    source: dict[str, Any] = {"name": name, "status": status, "config": config}
    if slug := body.slug or before.get("slug"):
        source["slug"] = slug
    content: Row = {"type": CRON, "name": name, "dataSources": [source]}
    if "owner" in body.model_fields_set:
        content["owner"] = body.owner
    detector_rows.fill(account, row, content)
    if body.is_muted is not None:
        row["dataSources"][0]["queryObj"]["isMuted"] = body.is_muted


def _refuse_taken(account: Account, slug: str | None, *, but: str) -> None:
    taken = {monitor["slug"] for monitor, row in monitors(account) if row["id"] != but}
    if slug in taken:
        raise invalid(slug=f'The slug "{slug}" is already in use.')


def _row(call: Call) -> Row:
    wanted = call.path["id"]
    for monitor, row in monitors(call.account):
        if wanted in {monitor["id"], monitor["slug"]}:
            return row
    raise not_found()


def _view(account: Account, row: Row) -> Row:
    monitor: Row = row["dataSources"][0]["queryObj"]
    project = full(account, account.row("project", row["projectId"]))
    return {**monitor, "project": project, "owner": row["owner"]}


_ALL = "/organizations/{org}/monitors/"
_ONES = ("/organizations/{org}/monitors/{id}/", "/projects/{org}/{project}/monitors/{id}/")

ENDPOINTS = (
    Endpoint("GET", _ALL, list_all, READ),
    Endpoint("POST", _ALL, create, WRITE),
    *(
        endpoint
        for one in _ONES
        for endpoint in (
            Endpoint("GET", one, read, READ),
            Endpoint("PUT", one, update, WRITE),
            Endpoint("DELETE", one, delete, WRITE),
            Endpoint("GET", f"{one}checkins/", checkins, READ),
        )
    ),
)
