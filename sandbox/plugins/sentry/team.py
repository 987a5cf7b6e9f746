"""SentryTeam: identified by its slug."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.fields import Field
from sandbox.plugins.sentry.resource import WIRE, SentryResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props


class Team(SentryResource):
    """A team; every operation is followed by a read."""

    token = "sentry:index/sentryTeam:SentryTeam"
    fields: ClassVar[Mapping[str, Field]] = {
        "hasAccess": Field(kind="boolean", output=True),
        "internalId": Field(output=True, api="id"),
        "isMember": Field(kind="boolean", output=True),
        "isPending": Field(kind="boolean", output=True),
        "name": Field(),
        "organization": Field(required=True, replaces=True, sent=False),
        "slug": Field(computed=True),
        "teamId": Field(output=True, api="id"),
    }

    def begin(self, inputs: Props) -> str:
        """POST the team."""
        path = f"0/organizations/{inputs['organization']}/teams/"
        return _slug(self.client.call("POST", path, WIRE.sent(self.fields, inputs)))

    def complete(self, id: str, inputs: Props) -> Props:
        """GET the team."""
        organization = inputs["organization"]
        return self._outputs(organization, self.client.get(f"0/teams/{organization}/{id}/"))

    def partial(self, id: str, inputs: Props) -> Props:
        """The slug is known: it is the id."""
        return {**inputs, "id": id, "slug": id}

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET the team."""
        organization = state["organization"]
        found = self.client.find(f"0/teams/{organization}/{id}/")
        return None if found is None else self._outputs(organization, found)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT name and slug, always both, GET the team by its present slug."""
        del state
        organization = inputs["organization"]
        body = WIRE.sent(self.fields, inputs)
        slug = _slug(self.client.call("PUT", f"0/teams/{organization}/{id}/", body))
        return self.complete(slug, inputs)

    def remove(self, id: str, state: Props) -> None:
        """DELETE the team."""
        self.client.call("DELETE", f"0/teams/{state['organization']}/{id}/")

    def locate(self, id: str) -> tuple[str, Props] | None:
        """An import id is `organization/slug`."""
        organization, slash, slug = id.partition("/")
        return (slug, {"organization": organization}) if slash else None

    def _outputs(self, organization: str, team: dict[str, Any]) -> Props:
        told = WIRE.told(self.fields, team)
        return {**told, "id": told["slug"], "organization": organization}


def _slug(answer: Any) -> str:
    """Return an answer's slug; the published plugin goes on with an empty one, too."""
    return str((answer or {}).get("slug") or "")
