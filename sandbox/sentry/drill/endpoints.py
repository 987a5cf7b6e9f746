"""The API's routes of single issues: read one, and resolve, assign or rate it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sandbox.sentry.call import Endpoint, Reply
from sandbox.sentry.drill import clock, issues, taking

if TYPE_CHECKING:
    from sandbox.sentry.call import Call

_PATH: Final = "/organizations/{org}/issues/{id}/"


def read(call: Call) -> Reply:
    """Read an issue."""
    return Reply(200, issues.view(call.account.row("issue", call.path["id"])))


def update(call: Call) -> Reply:
    """Change an issue; alerts hear when it is resolved."""
    issue, asked = call.account.row("issue", call.path["id"]), call.body(issues.Change)
    due = taking.change(call.account, issue, asked, clock.now(call.account.document))
    return Reply(200, issues.view(issue), due=due)


ENDPOINTS = (
    Endpoint("GET", _PATH, read, ("event:admin", "event:read", "event:write")),
    Endpoint("PUT", _PATH, update, ("event:admin", "event:write")),
)
