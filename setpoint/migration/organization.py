"""An organization as it was read: its objects by id, under the config's names for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from setpoint.migration.identifiers import Identifiers
from setpoint.migration.inexpressible import InexpressibleError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.migration.reader import Items

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
BUILT_IN = {"issue_stream": "issues", "error": "errors"}
"""Monitors that Sentry makes for every project: type to the config's word."""


NOBODY = "none"
"""The config's word for a monitor without an owner."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member: the config's id, the name and the address."""

    id: str
    name: str
    email: str


class Organization:
    """What was read of an organization.

    Attributes:
        detectors, workflows: As Sentry answers them, in order of id.
        projects: Slug by id.
        unseen: Lists that the token may not read, with the refusal.
    """

    def __init__(
        self, slug: str, lists: Mapping[str, Items], unseen: Mapping[str, str] | None = None
    ) -> None:
        self.slug = slug
        self.unseen = dict(unseen or {})
        self.detectors = sorted(lists["detectors"], key=lambda one: int(one["id"]))
        self.workflows = sorted(lists["workflows"], key=lambda one: int(one["id"]))
        self.projects = {str(one["id"]): str(one["slug"]) for one in lists["projects"]}
        self._teams = {str(one["id"]): one for one in lists["teams"]}
        self._integrations = {str(one["id"]): one for one in lists["integrations"]}
        self._apps = {
            str((one.get("app") or {}).get("sentryAppId")): one["app"]["slug"]
            for one in lists["apps"]
        }
        self._project_teams = {str(one["id"]): _team_slugs(one) for one in lists["projects"]}
        # An owner is a team or a person: no id may be both.
        self.people = _people(lists["members"], [str(one["slug"]) for one in lists["teams"]])
        self._by_id = {str(one["id"]): one for one in self.detectors}

    def detector(self, identifier: str) -> dict[str, Any] | None:
        """A monitor by its id."""
        return self._by_id.get(identifier)

    def project(self, detector: Mapping[str, Any]) -> str:
        """The slug of a monitor's project."""
        slug = self.projects.get(str(detector.get("projectId")))
        if slug is None:
            raise InexpressibleError("its project can't be seen with this token")
        return slug

    def teams_of(self, project: str) -> list[str]:
        """The slugs of a project's teams; `project` is a slug."""
        return next(
            (self._project_teams[key] for key, slug in self.projects.items() if slug == project), []
        )

    def team(self, identifier: str) -> str:
        """A team's id in the config, which is its slug."""
        found = self._teams.get(identifier)
        if found is None:
            raise InexpressibleError(
                f"it names the team {identifier}, which {self._missing('teams')}"
            )
        slug = str(found["slug"])
        if not _ID.fullmatch(slug):
            raise InexpressibleError(f"the team's slug {slug!r} can't be an id of the config")
        return slug

    def team_name(self, slug: str) -> str:
        """A team's name for people."""
        return next(
            (str(t.get("name") or slug) for t in self._teams.values() if t["slug"] == slug), slug
        )

    def person(self, user: str) -> str:
        """The config's id of a member by the id of the user."""
        if user not in self.people:
            raise InexpressibleError(f"it names the user {user}, who {self._missing('members')}")
        return self.people[user].id

    def owner(self, owner: str) -> str:
        """The config's id of `team:ID` or `user:ID`."""
        kind, _, identifier = owner.partition(":")
        return self.team(identifier) if kind == "team" else self.person(identifier)

    def integration(self, provider: str, identifier: str) -> str:
        """An integration's name, by which it is found again."""
        found = self._integrations.get(identifier)
        if found is None:
            raise InexpressibleError(
                f"it uses the integration {identifier}, which {self._missing('integrations')}"
            )
        same = [
            one
            for one in self._integrations.values()
            if (_provider(one), one["name"]) == (provider, found["name"])
        ]
        if _provider(found) != provider or len(same) > 1:
            raise InexpressibleError(
                f"there are several {provider} integrations called {found['name']!r}"
                if len(same) > 1
                else f"the integration {found['name']!r} is none of {provider}"
            )
        return str(found["name"])

    def app(self, identifier: str) -> str:
        """The slug of an installed Sentry app."""
        if identifier not in self._apps:
            raise InexpressibleError(
                f"it calls the app {identifier}, which {self._missing('apps')}"
            )
        return str(self._apps[identifier])

    def _missing(self, name: str) -> str:
        if name in self.unseen:
            return "can't be seen with this token"
        return "is not there any more"


def _provider(integration: Mapping[str, Any]) -> str:
    return str((integration.get("provider") or {}).get("key"))


def _team_slugs(project: Mapping[str, Any]) -> list[str]:
    teams = project.get("teams") or [project.get("team")]
    return [str(team["slug"]) for team in teams if team]


def _people(members: Items, taken: list[str]) -> dict[str, Person]:
    """Members who have accepted, by the user's id; their ids are made of their names."""
    ids = Identifiers([*taken, NOBODY])
    found = {}
    for member in sorted(members, key=lambda one: int(one["id"])):
        user = (member.get("user") or {}).get("id")
        if user:
            name = str(member.get("name") or member["email"])
            key = ids.new(name.partition("@")[0], f"user-{user}")
            found[str(user)] = Person(key, name, str(member["email"]))
    return found
