"""SentryProject: identified by its slug; its teams are changed by calls of their own.

The published plugin's check asks a page on the internet which platforms there are, unless the
platform is `other`. This one never leaves the machine, so it refuses any other with the same
words as the published one does offline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.plugin import UNKNOWN
from sandbox.plugins.sentry.resource import Managed, sent
from sandbox.plugins.sentry.sets import as_sent, as_shown

if TYPE_CHECKING:
    from providers.plugin import Props

_UNREACHABLE = "could not validate the platform at this time"


class Project(Managed):
    """A project."""

    token = "sentry:index/sentryProject:SentryProject"
    required = frozenset({"organization"})
    optional = frozenset({"team", "teams"})
    computed = frozenset({"slug", "platform", "digestsMinDelay", "digestsMaxDelay", "resolveAge"})
    outputs = frozenset(
        {"color", "features", "internalId", "isBookmarked", "isPublic", "projectId", "status"}
    )
    replace_on = frozenset({"organization"})

    def problems(self, name: str, news: Props) -> list[str]:
        """Refuse platforms, and a project without a team or with both kinds of teams."""
        texts = []
        platform = news.get("platform")
        if platform not in (None, UNKNOWN, "", "other"):
            wrong = f"{platform} is not a valid platform"
            where = f"Examine values at '{name}.platform'."
            texts += [f"{text}. {text}. {where}" for text in (_UNREACHABLE, _UNREACHABLE, wrong)]
        if (news.get("team") is None) == (news.get("teams") is None):
            text = '"team": one of `team,teams` must be specified'
            texts.append(f"Invalid combination of arguments. {text}. Examine values at '{name}'.")
        return texts

    def compared(self, props: Props) -> Props:
        """Compare teams as a set."""
        teams = props.get("teams")
        if not isinstance(teams, list) or UNKNOWN in teams:
            return props
        return {**props, "teams": as_shown(teams)}

    def make(self, inputs: Props) -> str:
        """POST it for its first team."""
        body = sent(name=inputs["name"], slug=inputs.get("slug"))
        path = f"0/teams/{inputs['organization']}/{_teams(inputs)[0]}/projects/"
        return str(self.client.call("POST", path, body)["slug"])

    def complete(self, id: str, inputs: Props) -> Props:
        """PUT the settings, POST each team, GET the project."""
        path = f"0/projects/{inputs['organization']}/{id}/"
        self.client.call("PUT", path, _settings(inputs))
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
        settings = {key: inputs.get(key, state.get(key)) for key in _SETTINGS}
        slug = self.client.call("PUT", f"{path}{id}/", _settings(settings))["slug"]
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

    @staticmethod
    def _outputs(project: dict[str, Any], spoken: Props) -> Props:
        """Show `team` or `teams`, whichever the program speaks of."""
        single = spoken.get("team") is not None
        return {
            "id": project["slug"],
            "internalId": project["id"],
            "projectId": project["id"],
            "slug": project["slug"],
            "name": project["name"],
            "organization": project["organization"]["slug"],
            "platform": project.get("platform") or "",
            "team": project["team"]["slug"] if single else None,
            "teams": None if single else as_shown(team["slug"] for team in project["teams"]),
            "color": project["color"],
            "features": project["features"],
            "status": project["status"],
            "isPublic": project["isPublic"],
            "isBookmarked": None,
            "digestsMinDelay": project["digestsMinDelay"],
            "digestsMaxDelay": project["digestsMaxDelay"],
            "resolveAge": project["resolveAge"],
        }


_SETTINGS = ("name", "slug", "platform", "digestsMinDelay", "digestsMaxDelay", "resolveAge")


def _settings(values: Props) -> Props:
    return sent(**{key: values.get(key) for key in _SETTINGS})


def _teams(props: Props) -> list[str]:
    team = props.get("team")
    return as_sent(props.get("teams") or []) if team is None else [team]
