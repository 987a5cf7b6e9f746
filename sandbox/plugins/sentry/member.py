"""SentryOrganizationMember: an invitation; teams are a list, which the plugin sorts when reading.

Teams that a program doesn't list in alphabetical order are a change at every preview.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.plugins.sentry.client import PublishedError
from sandbox.plugins.sentry.resource import Managed, sent

if TYPE_CHECKING:
    from providers.plugin import Props


class Member(Managed):
    """A member of the organization."""

    token = "sentry:index/sentryOrganizationMember:SentryOrganizationMember"
    required = frozenset({"organization", "email", "role"})
    optional = frozenset({"teams"})
    outputs = frozenset({"expired", "internalId", "pending"})
    replace_on = frozenset({"organization", "email"})
    named = False

    def make(self, inputs: Props) -> str:
        """POST the invitation."""
        organization = inputs["organization"]
        body = sent(email=inputs["email"], role=inputs["role"], teams=inputs.get("teams"))
        made = self.client.call("POST", f"0/organizations/{organization}/members/", body)
        return f"{organization}/{made['id']}"

    def complete(self, id: str, inputs: Props) -> Props:
        """GET the member."""
        return self._outputs(inputs["organization"], self.client.get(_path(id)), inputs)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET the member."""
        found = self.client.find(_path(id))
        if found is None:
            return None
        return self._outputs(id.partition("/")[0], found, {"teams": []} | state | {"read": True})

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT role and teams, GET the member."""
        body = sent(role=inputs["role"], teams=inputs.get("teams"))
        self.client.call("PUT", _path(id), body)
        return self._outputs(inputs["organization"], self.client.get(_path(id)), state | inputs)

    def remove(self, id: str, state: Props) -> None:
        """DELETE the member."""
        del state
        self.client.call("DELETE", _path(id))

    @staticmethod
    def _outputs(organization: str, member: dict[str, Any], spoken: Props) -> Props:
        """No teams are null until somebody speaks of them, an empty list from then on."""
        teams = sorted(member.get("teams") or [])
        silent = not teams and spoken.get("teams") is None and "read" not in spoken
        return {
            "id": f"{organization}/{member['id']}",
            "internalId": member["id"],
            "organization": organization,
            "email": member["email"],
            "role": member["role"],
            "teams": None if silent else teams,
            "expired": member["expired"],
            "pending": member["pending"],
        }


def _path(identifier: str) -> str:
    organization, slash, member = identifier.partition("/")
    if not slash:
        raise PublishedError(
            f'unexpected format of ID ("{identifier}"), expected organization-slug/member-id'
        )
    return f"0/organizations/{organization}/members/{member}/"
