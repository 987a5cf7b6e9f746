"""Look-ups: an organization, a team, an integration by name, a project's key."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from providers.plugin import Function
from sandbox.plugins.sentry.client import PublishedError
from sandbox.plugins.sentry.key import key_outputs

if TYPE_CHECKING:
    from collections.abc import Callable

    from providers.plugin import Props
    from sandbox.plugins.sentry.client import Client


class LookUp(Function):
    """A function that asks the API."""

    def __init__(self, client: Callable[[], Client]) -> None:
        """Take a way to the client, which exists once the plugin is configured."""
        self._client = client


class GetOrganization(LookUp):
    """An organization by its slug."""

    token = "sentry:index/getSentryOrganization:getSentryOrganization"

    def invoke(self, args: Props) -> Props:
        """GET the organization."""
        found = self._client().get(f"0/organizations/{args['slug']}/")
        slug = found["slug"]
        return {"id": slug, "internalId": found["id"], "name": found["name"], "slug": slug}


class GetTeam(LookUp):
    """A team by its slug."""

    token = "sentry:index/getSentryTeam:getSentryTeam"

    def invoke(self, args: Props) -> Props:
        """GET the team."""
        organization = args["organization"]
        found = self._client().get(f"0/teams/{organization}/{args['slug']}/")
        return {
            "id": found["slug"],
            "internalId": found["id"],
            "name": found["name"],
            "slug": found["slug"],
            "organization": organization,
            "hasAccess": found["hasAccess"],
            "isMember": found["isMember"],
            "isPending": found["isPending"],
        }


class GetIntegration(LookUp):
    """An integration of a provider by its exact name."""

    token = "sentry:index/getSentryOrganizationIntegration:getSentryOrganizationIntegration"

    def invoke(self, args: Props) -> Props:
        """GET the provider's integrations, compare the names."""
        query = urlencode({"provider_key": args["providerKey"]})
        path = f"0/organizations/{args['organization']}/integrations/"
        rows = self._client().get(path, query)
        found = next((row for row in rows if row["name"] == args["name"]), None)
        if found is None:
            raise PublishedError(f"Can't find Sentry Organization Integration: {args['name']}")
        return {**args, "id": found["id"], "internalId": found["id"]}


class GetKey(LookUp):
    """A project's key by its name, or the first one."""

    token = "sentry:index/getSentryKey:getSentryKey"

    def invoke(self, args: Props) -> Props:
        """List the keys and take the one."""
        path = f"0/projects/{args['organization']}/{args['project']}/keys/"
        rows = self._client().get_all(path)
        name = args.get("name")
        found = [row for row in rows if name is None or row["name"] == name]
        if not found or (len(found) > 1 and not args.get("first")):
            raise PublishedError(
                f"Can't find exactly one Sentry key of {args['project']}: {len(found)} match; "
                "give its name, or first."
            )
        outputs = {key: value for key, value in key_outputs(found[0]).items() if value is not None}
        return {**outputs, **args}
