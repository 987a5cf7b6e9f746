"""SentryIssueAlert: an issue alert rule by the old routes, which today's Sentry answers by 410.

Conditions, filters and actions are maps of texts; an empty text is as good as none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.plugins.sentry.client import PublishedError
from sandbox.plugins.sentry.resource import Managed, sent
from sandbox.plugins.sentry.tasks import await_task

if TYPE_CHECKING:
    from providers.plugin import Props

_PARTS = ("conditions", "filters", "actions")
_META = '{"schema_version":"1"}'


class IssueAlert(Managed):
    """An issue alert rule."""

    token = "sentry:index/sentryIssueAlert:SentryIssueAlert"
    required = frozenset(
        {
            "organization",
            "project",
            "actionMatch",
            "filterMatch",
            "frequency",
            "conditions",
            "actions",
        }
    )
    optional = frozenset({"environment", "filters"})
    outputs = frozenset({"internalId", "projects"})
    replace_on = frozenset({"organization", "project"})
    objects = False

    def make(self, inputs: Props) -> str:
        """POST the rule, ask for the task if that is the answer."""
        organization, project = inputs["organization"], inputs["project"]
        path = f"0/projects/{organization}/{project}/"
        made = self.client.call("POST", f"{path}rules/", _body(inputs))
        if "uuid" in made and "id" not in made:
            made = await_task(self.client, f"{path}rule-task/{made['uuid']}/", "rule")
        return f"{organization}/{project}/{made['id']}"

    def complete(self, id: str, inputs: Props) -> Props:
        """GET the rule."""
        return self._outputs(id, self.client.get(_path(id)), inputs)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET the rule."""
        found = self.client.find(_path(id))
        return None if found is None else self._outputs(id, found, state)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT the rule, GET it."""
        del state
        self.client.call("PUT", _path(id), _body(inputs))
        return self._outputs(id, self.client.get(_path(id)), inputs)

    def remove(self, id: str, state: Props) -> None:
        """DELETE the rule."""
        del state
        self.client.call("DELETE", _path(id))

    @staticmethod
    def _outputs(identifier: str, rule: dict[str, Any], spoken: Props) -> Props:
        organization, project, _ = identifier.split("/")
        return {
            "__meta": _META,
            "id": identifier,
            "internalId": rule["id"],
            "organization": organization,
            "project": project,
            "projects": rule["projects"],
            "name": rule["name"],
            "actionMatch": rule["actionMatch"],
            "filterMatch": rule["filterMatch"],
            "frequency": rule["frequency"],
            "environment": rule["environment"] or "",
            **{key: _spoken(rule[key], spoken.get(key) or []) for key in _PARTS},
        }


def _path(identifier: str) -> str:
    parts = identifier.split("/")
    if len(parts) != 3:  # noqa: PLR2004 - the three parts
        raise PublishedError(
            f'unexpected format of ID ("{identifier}"), '
            "expected organization-slug/project-slug/alert-id"
        )
    return f"0/projects/{parts[0]}/{parts[1]}/rules/{parts[2]}/"


def _body(inputs: Props) -> Props:
    parts = {key: [_texts(part) for part in inputs.get(key) or []] for key in _PARTS}
    return {
        **sent(**parts),
        **sent(
            actionMatch=inputs["actionMatch"],
            filterMatch=inputs["filterMatch"],
            frequency=inputs["frequency"],
            name=inputs["name"],
            environment=inputs.get("environment"),
            projects=[inputs["project"]],
        ),
    }


def _texts(part: Props) -> Props:
    return {key: value for key, value in part.items() if value not in (None, "")}


def _spoken(answered: list[dict[str, Any]], known: list[Props]) -> list[Props]:
    """Return what the program speaks of; nothing at all after an import."""
    if not known:
        return []
    shapes = [*known, *[known[-1]] * len(answered)]
    return [
        {key: part[key] for key, value in shape.items() if value != "" and key in part}
        for part, shape in zip(answered, shapes, strict=False)
    ]
