"""SentryTeam: identified by its slug."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.plugins.sentry.resource import Managed, sent

if TYPE_CHECKING:
    from providers.plugin import Props


class Team(Managed):
    """A team; every operation is followed by a read."""

    token = "sentry:index/sentryTeam:SentryTeam"
    required = frozenset({"organization"})
    computed = frozenset({"slug"})
    outputs = frozenset({"hasAccess", "internalId", "isMember", "isPending", "teamId"})
    replace_on = frozenset({"organization"})

    def make(self, inputs: Props) -> str:
        """POST the team."""
        organization = inputs["organization"]
        body = sent(name=inputs["name"], slug=inputs.get("slug"))
        made = self.client.call("POST", f"0/organizations/{organization}/teams/", body)
        return _text(made, "slug")

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
        return None if found is None else {**self._outputs(organization, found), "id": id}

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT name and slug, always both, GET the team by its present slug."""
        organization = inputs["organization"]
        body = sent(name=inputs["name"], slug=inputs.get("slug") or state["slug"])
        made = self.client.call("PUT", f"0/teams/{organization}/{id}/", body)
        path = f"0/teams/{organization}/{_text(made, 'slug')}/"
        return self._outputs(organization, self.client.get(path))

    def remove(self, id: str, state: Props) -> None:
        """DELETE the team."""
        self.client.call("DELETE", f"0/teams/{state['organization']}/{id}/")

    def locate(self, id: str) -> tuple[str, Props] | None:
        """An import id is `organization/slug`."""
        organization, slash, slug = id.partition("/")
        return (slug, {"organization": organization}) if slash else None

    @staticmethod
    def _outputs(organization: str, team: dict[str, Any]) -> Props:
        return {
            "id": team.get("slug", ""),
            "internalId": team.get("id", ""),
            "teamId": team.get("id", ""),
            "slug": team.get("slug", ""),
            "name": team.get("name", ""),
            "organization": organization,
            "hasAccess": team.get("hasAccess", False),
            "isMember": team.get("isMember", False),
            "isPending": team.get("isPending", False),
        }


def _text(answer: Any, name: str) -> str:
    """Return a text of an answer; the published plugin goes on with an empty one, too."""
    return str((answer or {}).get(name) or "")
