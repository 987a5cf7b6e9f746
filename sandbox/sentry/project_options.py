"""A project's inbound filters and ownership rules."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sandbox.sentry.account import Row, now
from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.errors import not_found
from sandbox.sentry.strict import Body

READ = ("project:admin", "project:read", "project:write")
WRITE = ("project:admin", "project:write")

FILTERS = (
    "browser-extensions",
    "localhost",
    "filtered-transaction",
    "web-crawlers",
    "legacy-browsers",
)


class FilterBody(Body):
    """On or off; for legacy browsers also which."""

    active: bool | None = None
    subfilters: list[str] = Field(default_factory=list)


class OwnershipBody(Body):
    """Who owns which part of the code, as text, and what is done with it."""

    raw: str | None = None
    fallthrough: bool | None = None
    auto_assignment: (
        Literal[
            "Auto Assign to Issue Owner",
            "Auto Assign to Suspect Commits",
            "Turn off Auto-Assignment",
        ]
        | None
    ) = None
    codeowners_auto_sync: bool | None = None


def list_filters(call: Call) -> Reply:
    """List the inbound filters with what each is set to."""
    states = _project(call).get("_filters", {})
    return Reply(
        200,
        [
            {
                "id": name,
                "active": states.get(name, False),
                "name": name.replace("-", " ").title(),
                "description": "",
            }
            for name in FILTERS
        ],
    )


def set_filter(call: Call) -> Reply:
    """Set an inbound filter."""
    body, project = call.body(FilterBody), _project(call)
    if call.path["filter"] not in FILTERS:
        raise not_found()
    states = project.setdefault("_filters", {})
    states[call.path["filter"]] = body.subfilters or bool(body.active)
    return EMPTY


def read_ownership(call: Call) -> Reply:
    """Read the ownership rules."""
    return Reply(200, _ownership(_project(call)))


def set_ownership(call: Call) -> Reply:
    """Change the ownership rules; only what the body holds."""
    body, project = call.body(OwnershipBody), _project(call)
    project["_ownership"] = {**_ownership(project), **body.sent(), "lastUpdated": now()}
    return Reply(202, project["_ownership"])


def _project(call: Call) -> Row:
    return call.account.by_slug("project", call.path["project"])


def _ownership(project: Row) -> Row:
    found: Row = project.get("_ownership") or {
        "raw": None,
        "fallthrough": True,
        "dateCreated": None,
        "lastUpdated": None,
        "isActive": True,
        "autoAssignment": "Auto Assign to Issue Owner",
        "codeownersAutoSync": True,
        "schema": None,
    }
    return found


ENDPOINTS = (
    Endpoint("GET", "/projects/{org}/{project}/filters/", list_filters, READ),
    Endpoint("PUT", "/projects/{org}/{project}/filters/{filter}/", set_filter, WRITE),
    Endpoint("GET", "/projects/{org}/{project}/ownership/", read_ownership, READ),
    Endpoint("PUT", "/projects/{org}/{project}/ownership/", set_ownership, WRITE),
)
