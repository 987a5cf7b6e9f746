"""The functions: objects found by name, each with the paging that the published plugin does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from providers.plugin import Function, PluginError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Client, Json
    from sandbox.plugins.pagerduty.session import Session


class Lookup(Function):
    """A function of the package."""

    def __init__(self, session: Session) -> None:
        self.session = session


class GetUser(Lookup):
    """A user by e-mail address; only the first page is looked at."""

    token = "pagerduty:index/getUser:getUser"

    def invoke(self, args: Props) -> Props:
        """Compare addresses exactly."""
        users = self.session.framework.get("/users", query=args["email"]).get("users") or []
        user = _first(users, "email", args["email"])
        if user is None:
            raise _missing("user", "the email", args["email"])
        return {
            "description": user.get("description") or "",
            "email": user["email"],
            "id": user["id"],
            "jobTitle": user.get("job_title") or "",
            "name": user.get("name") or "",
            "role": user.get("role") or "",
            "timeZone": user.get("time_zone") or "",
        }


class GetVendor(Lookup):
    """A vendor by name, without regard to case; a part of the name will do."""

    token = "pagerduty:index/getVendor:getVendor"

    def invoke(self, args: Props) -> Props:
        """Read every page; the whole name is better than a part."""
        vendors = list(_pages(self.session.framework, "/vendors", "vendors", limit="100"))
        wanted = str(args["name"])
        whole = [item for item in vendors if item["name"].casefold() == wanted.casefold()]
        part = re.compile(re.escape(wanted), re.IGNORECASE)
        found = whole or [item for item in vendors if part.search(item["name"])]
        if not found:
            raise _missing("vendor", "the name", wanted)
        return {
            "id": found[0]["id"],
            "name": found[0]["name"],
            "type": found[0].get("generic_service_type") or "",
        }


LOOKUPS = (GetUser, GetVendor)


def _pages(client: Client, path: str, key: str, **query: str) -> Iterator[Json]:
    seen = 0
    while True:
        page = client.call("GET", path, query=query)
        items = page.get(key) or []
        yield from items
        seen += len(items)
        if not page.get("more") or not items:
            return
        query = {**query, "offset": str(seen)}


def _first(items: list[Json], key: str, value: Any) -> Json | None:
    return next((item for item in items if item.get(key) == value), None)


def _missing(what: str, by: str, value: Any) -> PluginError:
    return PluginError(f'Unable to locate any {what} with {by}: "{value}": ')
