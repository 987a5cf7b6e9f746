"""The organization itself, what is installed in it, and the health of the installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.sentry.call import Call, Endpoint, Reply
from sandbox.sentry.paging import page

if TYPE_CHECKING:
    from sandbox.sentry.account import Account, Row

READ = ("org:admin", "org:read", "org:write")


def read(call: Call) -> Reply:
    """Read the organization."""
    return Reply(200, summary(call.account))


def installations(call: Call) -> Reply:
    """List the installed Sentry apps."""
    return page(call, call.account.rows("installation"))


def health(_: Call) -> Reply:
    """Say that all is well."""
    return Reply(200, {"problems": [], "healthy": {"WarningStatusCheck": True}})


def summary(account: Account) -> Row:
    """Return the organization as it stands inside of other objects."""
    items = account.organization.items()
    return {key: value for key, value in items if not key.startswith("_")}


ENDPOINTS = (
    Endpoint("GET", "/organizations/{org}/", read, READ),
    Endpoint("GET", "/organizations/{org}/sentry-app-installations/", installations, READ),
)
