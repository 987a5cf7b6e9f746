"""Spike protection of projects, and the notification actions that go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.errors import invalid
from sandbox.sentry.paging import page
from sandbox.sentry.strict import Body

if TYPE_CHECKING:
    from sandbox.sentry.account import Row

SCOPES = ("org:admin", "org:read", "org:write", "project:write")

OPTION = "quotas:spike-protection-disabled"

_INTEGRATED = {"slack", "pagerduty", "opsgenie"}


class ProjectList(Body):
    """Slugs of projects; `$all` means every one."""

    projects: Annotated[list[str], Field(min_length=1)]


class ActionBody(Body):
    """Whom to tell when a spike begins."""

    trigger_type: Literal["spike-protection"]
    service_type: Literal["email", "slack", "sentry_notification", "pagerduty", "opsgenie"]
    integration_id: int | None = None
    target_identifier: str | None = None
    target_display: str | None = None
    target_type: Literal["specific", "user", "team"] | None = None
    sentry_app_id: int | None = None
    projects: list[str] = Field(default_factory=list)


def protect(call: Call) -> Reply:
    """Switch spike protection on."""
    for project in _projects(call):
        project["options"][OPTION] = False
    return Reply(201)


def unprotect(call: Call) -> Reply:
    """Switch spike protection off."""
    for project in _projects(call):
        project["options"][OPTION] = True
    return Reply(200)


def create(call: Call) -> Reply:
    """Create a notification action."""
    identifier = int(call.account.next_id("notification-action"))
    row: Row = {"id": identifier, "organizationId": int(call.account.organization["id"])}
    row.update(_checked(call))
    call.account.table("notification-action")[str(identifier)] = row
    return Reply(201, row)


def list_all(call: Call) -> Reply:
    """List the notification actions."""
    return page(call, call.account.rows("notification-action"))


def read(call: Call) -> Reply:
    """Read a notification action."""
    return Reply(200, call.account.row("notification-action", call.path["id"]))


def update(call: Call) -> Reply:
    """Change a notification action."""
    row = call.account.row("notification-action", call.path["id"])
    row.update(_checked(call))
    return Reply(202, row)


def delete(call: Call) -> Reply:
    """Delete a notification action."""
    row = call.account.row("notification-action", call.path["id"])
    del call.account.table("notification-action")[str(row["id"])]
    return EMPTY


def _projects(call: Call) -> list[Row]:
    slugs = call.body(ProjectList).projects
    return call.account.rows("project") if "$all" in slugs else call.account.projects(slugs)


def _checked(call: Call) -> Row:
    account, body = call.account, call.body(ActionBody)
    if body.service_type in _INTEGRATED:
        if body.integration_id is None:
            raise invalid(integrationId=f"This field is required for {body.service_type}.")
        if str(body.integration_id) not in account.table("integration"):
            raise invalid(integrationId=f"Integration {body.integration_id} does not exist.")
    projects = [int(account.by_slug("project", slug)["id"]) for slug in body.projects]
    return {**body.complete(), "targetType": body.target_type or "specific", "projects": projects}


_ALL = "/organizations/{org}/notifications/actions/"
_ONE = "/organizations/{org}/notifications/actions/{id}/"
_SPIKES = "/organizations/{org}/spike-protections/"

ENDPOINTS = (
    Endpoint("POST", _SPIKES, protect, SCOPES),
    Endpoint("DELETE", _SPIKES, unprotect, SCOPES),
    Endpoint("GET", _ALL, list_all, SCOPES),
    Endpoint("POST", _ALL, create, SCOPES),
    Endpoint("GET", _ONE, read, SCOPES),
    Endpoint("PUT", _ONE, update, SCOPES),
    Endpoint("DELETE", _ONE, delete, SCOPES),
)
