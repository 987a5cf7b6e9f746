"""A project's inbound filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.errors import not_found
from sandbox.sentry.strict import Body

if TYPE_CHECKING:
    from sandbox.sentry.account import Row

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


def _project(call: Call) -> Row:
    return call.account.by_slug("project", call.path["project"])


ENDPOINTS = (
    Endpoint("GET", "/projects/{org}/{project}/filters/", list_filters, READ),
    Endpoint("PUT", "/projects/{org}/{project}/filters/{filter}/", set_filter, WRITE),
)
