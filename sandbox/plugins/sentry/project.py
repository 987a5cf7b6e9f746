"""SentryProject: identified by its slug; its teams are changed by calls of their own.

The published plugin's check asks a page on the internet which platforms there are, unless the
platform is `other`. This one never leaves the machine, so it refuses any other with the same
words as the published one does offline.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import UNKNOWN, CheckFailure
from sandbox.plugins.fields import Field
from sandbox.plugins.sentry.client import PublishedError
from sandbox.plugins.sentry.resource import WIRE, SentryResource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from providers.plugin import Props

_UNREACHABLE = "could not validate the platform at this time"


class Project(SentryResource):
    """A project."""

    token = "sentry:index/sentryProject:SentryProject"
    fields: ClassVar[Mapping[str, Field]] = {
        "color": Field(output=True),
        "digestsMaxDelay": Field(kind="integer", computed=True),
        "digestsMinDelay": Field(kind="integer", computed=True),
        "features": Field(kind="list", output=True),
        "internalId": Field(output=True, api="id"),
        "isBookmarked": Field(output=True, read=lambda _: None),
        "isPublic": Field(kind="boolean", output=True),
        "name": Field(),
        "organization": Field(
            required=True, replaces=True, sent=False, read=lambda owner: owner["slug"]
        ),
        "platform": Field(computed=True),
        "projectId": Field(output=True, api="id"),
        "resolveAge": Field(kind="integer", computed=True),
        "slug": Field(computed=True),
        "status": Field(output=True),
        "team": Field(sent=False, read=lambda team: team and team["slug"]),
        "teams": Field(
            kind="set",
            sent=False,
            read=lambda teams: sorted({team["slug"] for team in teams or []}),
        ),
    }

    conflicts: ClassVar[Mapping[str, tuple[str, ...]]] = {"team": ("teams",), "teams": ("team",)}

    def refused(self, name: str, inputs: Props) -> Iterator[CheckFailure]:
        """Refuse platforms."""
        platform = inputs.get("platform")
        if platform not in (None, UNKNOWN, "", "other"):
            wrong = f"{platform} is not a valid platform"
            where = f"Examine values at '{name}.platform'."
            for text in (_UNREACHABLE, _UNREACHABLE, wrong):
                yield CheckFailure("", f"{text}. {text}. {where}")

    def begin(self, inputs: Props) -> str:
        """POST it for its first team; that it needs one is said only now, as published."""
        teams = _teams(inputs)
        if not teams:
            raise PublishedError("one of team or teams must be configured")
        named = {key: inputs[key] for key in ("name", "slug") if inputs.get(key)}
        path = f"0/teams/{inputs['organization']}/{teams[0]}/projects/"
        return str(self.client.call("POST", path, named)["slug"])

    def complete(self, id: str, inputs: Props) -> Props:
        """PUT the settings, POST each team, GET the project."""
        path = f"0/projects/{inputs['organization']}/{id}/"
        self.client.call("PUT", path, WIRE.sent(self.fields, inputs))
        for team in _teams(inputs):
            self.client.call("POST", f"{path}teams/{team}/")
        return self._outputs(self.client.get(path), inputs)

    def partial(self, id: str, inputs: Props) -> Props:
        """The slug is known: it is the id."""
        return {**inputs, "id": id, "slug": id}

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET the project."""
        found = self.client.find(f"0/projects/{state['organization']}/{id}/")
        return None if not found or not found.get("slug") else self._outputs(found, state)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT every setting, POST the teams that are new, DELETE those that go, GET it."""
        path = f"0/projects/{inputs['organization']}/"
        body = WIRE.sent(self.fields, inputs)
        slug = self.client.call("PUT", f"{path}{id}/", body)["slug"]
        before, wanted = _teams(state), _teams(inputs)
        for team in wanted:
            if team not in before:
                self.client.call("POST", f"{path}{slug}/teams/{team}/")
        for team in before:
            if team not in wanted:
                self.client.call("DELETE", f"{path}{slug}/teams/{team}/")
        return self._outputs(self.client.get(f"{path}{slug}/"), inputs)

    def remove(self, id: str, state: Props) -> None:
        """DELETE the project."""
        self.client.call("DELETE", f"0/projects/{state['organization']}/{id}/")

    def locate(self, id: str) -> tuple[str, Props] | None:
        """An import id is `organization/slug`."""
        organization, slash, slug = id.partition("/")
        return (slug, {"organization": organization}) if slash else None

    def _outputs(self, project: dict[str, Any], spoken: Props) -> Props:
        """Show `team` or `teams`, whichever the program speaks of."""
        told = WIRE.told(self.fields, project)
        other = "teams" if spoken.get("team") is not None else "team"
        return {**told, "id": told["slug"], other: None}


def _teams(props: Props) -> list[str]:
    """Return the teams in the order in which Terraform's SDK walks over a set: by their hashes."""
    team = props.get("team")
    members = set(props.get("teams") or []) if team is None else {team}
    return sorted(members, key=lambda member: str(zlib.crc32(f"{member};".encode())))
