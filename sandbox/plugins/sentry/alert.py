"""What issue alerts and metric alerts share: routes that today's Sentry answers by 410.

Sentry may make a rule in the background; it is asked five times, five seconds apart.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from sandbox.plugins.sentry.client import PublishedError
from sandbox.plugins.sentry.resource import WIRE, SentryResource

if TYPE_CHECKING:
    from providers.plugin import Props

_TRIES = 5
_PAUSE_SECONDS = 5.0


class RuleId(NamedTuple):
    """An id, `organization/project/rule`."""

    organization: str
    project: str
    rule: str


class AlertResource(SentryResource):
    """A rule of a project.

    Attributes:
        route: What its routes are called.
        task: What the routes of tasks that make one are called.
        task_member: Where a finished task has the rule.
    """

    route: ClassVar[str]
    task: ClassVar[str]
    task_member: ClassVar[str]

    @abstractmethod
    def outputs(self, id: str, rule: dict[str, Any], spoken: Props) -> Props:
        """Return the outputs; `spoken` are the inputs or the last outputs."""

    def begin(self, inputs: Props) -> str:
        """POST the rule, ask for the task if that is the answer."""
        path = f"0/projects/{inputs['organization']}/{inputs['project']}/"
        made = self.client.call("POST", f"{path}{self.route}/", self._body(inputs))
        if "uuid" in made and "id" not in made:
            made = self._awaited(f"{path}{self.task}/{made['uuid']}/")
        return f"{inputs['organization']}/{inputs['project']}/{made['id']}"

    def complete(self, id: str, inputs: Props) -> Props:
        """GET the rule."""
        return self.outputs(id, self.client.get(self.read_path(id)), inputs)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET the rule."""
        found = self.client.find(self.read_path(id))
        return None if found is None else self.outputs(id, found, state)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT the rule, GET it."""
        body = {**self.identity(state), **self._body(inputs)}
        self.client.call("PUT", self._write_path(id), body)
        return self.complete(id, inputs)

    def remove(self, id: str, state: Props) -> None:
        """DELETE the rule."""
        del state
        self.client.call("DELETE", self._write_path(id))

    def read_path(self, id: str) -> str:
        """Return where it is read."""
        return self._write_path(id)

    def identity(self, state: Props) -> Props:
        """Return what an update says of the rule's identity."""
        del state
        return {}

    def _write_path(self, id: str) -> str:
        organization, project, rule = split(id)
        return f"0/projects/{organization}/{project}/{self.route}/{rule}/"

    def _body(self, inputs: Props) -> Props:
        return {**WIRE.sent(self.fields, inputs), "projects": [inputs["project"]]}

    def _awaited(self, path: str) -> dict[str, Any]:
        """Ask until the task is done; the rule that it made."""
        for _ in range(_TRIES):
            self.client.wait(_PAUSE_SECONDS)
            answer = self.client.get(path)
            if answer["status"] == "success":
                made: dict[str, Any] = answer[self.task_member]
                return made
            if answer["status"] == "failed":
                raise PublishedError(answer.get("error") or f"The task {path} failed.")
        raise PublishedError(f"The task {path} was not done after {_TRIES} tries.")


def split(identifier: str) -> RuleId:
    """Return the parts of an id."""
    parts = identifier.split("/")
    if len(parts) != len(RuleId._fields):
        raise PublishedError(
            f'unexpected format of ID ("{identifier}"), '
            "expected organization-slug/project-slug/alert-id"
        )
    return RuleId(*parts)
