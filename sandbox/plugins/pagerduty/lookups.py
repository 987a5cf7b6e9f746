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


class GetTeam(Lookup):
    """A team by name; only the first page is looked at."""

    token = "pagerduty:index/getTeam:getTeam"

    def invoke(self, args: Props) -> Props:
        """Compare names exactly."""
        teams = self.session.sdk.get("/teams", query=args["name"]).get("teams") or []
        team = _first(teams, "name", args["name"])
        if team is None:
            reason = f"Unable to locate any team with name: {args['name']}"
            raise PluginError(f"1 error occurred:\n\t* {reason}\n\n")
        return {
            "defaultRole": team.get("default_role") or "",
            "description": team.get("description") or "",
            "id": team["id"],
            "name": team["name"],
            "parent": (team.get("parent") or {}).get("id") or "",
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


class GetPriority(Lookup):
    """A priority by name, without regard to case."""

    token = "pagerduty:index/getPriority:getPriority"

    def invoke(self, args: Props) -> Props:
        """Read every page."""
        wanted = str(args["name"]).casefold()
        for item in _pages(self.session.framework, "/priorities", "priorities", limit="100"):
            if item["name"].casefold() == wanted:
                return {
                    "description": item.get("description") or "",
                    "id": item["id"],
                    "name": item["name"],
                }
        raise _missing("priority", "the name", args["name"])


class GetService(Lookup):
    """A service by name."""

    token = "pagerduty:index/getService:getService"

    def invoke(self, args: Props) -> Props:
        """Read every page."""
        query = {"include[]": "teams", "limit": "100", "query": args["name"]}
        found = list(_pages(self.session.framework, "/services", "services", **query))
        item = _first(found, "name", args["name"])
        if item is None:
            raise _missing("service", "the name", args["name"])
        return {
            "alertCreation": item.get("alert_creation") or "",
            "description": item.get("description") or "",
            "escalationPolicy": (item.get("escalation_policy") or {}).get("id") or "",
            "id": item["id"],
            "name": item["name"],
            "teams": _teams(item),
            "type": item.get("type") or "",
        }


class GetEscalationPolicy(Lookup):
    """An escalation policy by name. With more than a page of them it asks the same for ever."""

    token = "pagerduty:index/getEscalationPolicy:getEscalationPolicy"

    _BREATH = 0.045

    def invoke(self, args: Props) -> Props:
        """Compare names exactly."""
        query = {"include[]": "teams", "query": args["name"]}
        while True:
            page = self.session.framework.call("GET", "/escalation_policies", query=query)
            item = _first(page.get("escalation_policies") or [], "name", args["name"])
            if item is not None:
                return {
                    "description": item.get("description") or "",
                    "id": item["id"],
                    "name": item["name"],
                    "teams": _teams(item),
                }
            if not page.get("more"):
                raise _missing("escalation policy", "the name", args["name"])
            self.session.pauses.wait(self._BREATH)


class GetSchedule(Lookup):
    """A schedule by name; only the first page is looked at."""

    token = "pagerduty:index/getSchedule:getSchedule"

    def invoke(self, args: Props) -> Props:
        """Compare names exactly."""
        page = self.session.framework.get("/schedules", query=args["name"])
        item = _first(page.get("schedules") or [], "name", args["name"])
        if item is None:
            raise _missing("schedule", "the name", args["name"])
        return {"id": item["id"], "name": item["name"]}


class GetBusinessService(Lookup):
    """A business service by name."""

    token = "pagerduty:index/getBusinessService:getBusinessService"

    def invoke(self, args: Props) -> Props:
        """Read every page, 25 at a time."""
        path = "/business_services"
        found = list(_pages(self.session.framework, path, "business_services", offset="0"))
        item = _first(found, "name", args["name"])
        if item is None:
            raise _missing("business service", "the name", args["name"])
        return {"id": item["id"], "name": item["name"], "type": item.get("type") or ""}


class GetUserContactMethod(Lookup):
    """A way to reach a user, by label and type."""

    token = "pagerduty:index/getUserContactMethod:getUserContactMethod"

    def invoke(self, args: Props) -> Props:
        """Compare both exactly."""
        path = f"/users/{args['userId']}/contact_methods"
        wanted = (args["label"], args["type"])
        for item in self.session.sdk.get(path).get("contact_methods") or []:
            if (item.get("label"), item.get("type")) == wanted:
                return _contact_method(item, args["userId"])
        reason = f"Unable to locate any contact methods with the label: {args['label']}"
        raise PluginError(f"1 error occurred:\n\t* {reason}\n\n")


class GetExtensionSchema(Lookup):
    """An extension schema by its label, without regard to case."""

    token = "pagerduty:index/getExtensionSchema:getExtensionSchema"

    def invoke(self, args: Props) -> Props:
        """Read the first twenty."""
        page = self.session.framework.get("/extension_schemas", limit="20", total="true")
        wanted = str(args["name"]).casefold()
        for item in page.get("extension_schemas") or []:
            if item["label"].casefold() == wanted:
                return {"id": item["id"], "name": item["label"], "type": item["type"]}
        raise _missing("extension schema", "the name", args["name"])


LOOKUPS = (
    GetUser,
    GetTeam,
    GetVendor,
    GetPriority,
    GetService,
    GetEscalationPolicy,
    GetSchedule,
    GetBusinessService,
    GetUserContactMethod,
    GetExtensionSchema,
)


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


def _teams(item: Json) -> list[Props]:
    return [
        {"id": team["id"], "name": team.get("name") or team.get("summary") or ""}
        for team in item.get("teams") or []
    ]


def _contact_method(item: Json, user: str) -> Props:
    return {
        "address": item.get("address") or "",
        "blacklisted": bool(item.get("blacklisted")),
        "countryCode": item.get("country_code") or 0,
        "deviceType": item.get("device_type") or "",
        "enabled": bool(item.get("enabled")),
        "id": item["id"],
        "label": item["label"],
        "sendShortEmail": bool(item.get("send_short_email")),
        "type": item["type"],
        "userId": user,
    }


def _missing(what: str, by: str, value: Any) -> PluginError:
    return PluginError(f'Unable to locate any {what} with {by}: "{value}": ')
