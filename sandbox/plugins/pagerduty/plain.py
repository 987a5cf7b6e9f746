"""Types of the newer half that are one object at one path: teams, contact methods, rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.pagerduty.client import ApiFailure, on_status, wrapped
from sandbox.plugins.pagerduty.managed import MANAGED, FrameworkManaged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


class Plain(FrameworkManaged):
    """POST, GET, PUT and DELETE of one object.

    Attributes:
        path: The list's path; may name outputs in braces.
        key: What wraps the object.
        headings: What error texts begin with, per operation; may name inputs and the id.
        reads_back: The operations after which the object is fetched.
        gone_when_missing: Whether a 404 of a fetch means that it is gone.
        gone_is_deleted: Whether a 404 of a delete is fine.
    """

    path: ClassVar[str]
    key: ClassVar[str]
    headings: ClassVar[Mapping[str, str]] = {}
    reads_back: ClassVar[frozenset[str]] = frozenset({"create", "update"})
    gone_when_missing: ClassVar[bool] = True
    gone_is_deleted: ClassVar[bool] = True

    def body(self, id: str, inputs: Props, state: Props) -> Json:
        """Return the request's object; `id` is empty in a create."""
        raise NotImplementedError

    def outputs(self, answer: Json, known: Props) -> Props:
        """Return the outputs; `known` are the inputs or the last outputs."""
        raise NotImplementedError

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, then GET."""
        request = self.wrap(self.body("", inputs, {}))
        path = self.path.format(**inputs)

        def attempt() -> Json:
            return self.unwrap(self.client.call("POST", path, request))

        final = self._final_in_create
        try:
            answer = self.client.insist(attempt, final=final)
            id_ = self.identify(answer)
            if "create" in self.reads_back:
                answer = self._again(f"{path}/{id_}")
        except ApiFailure as failure:
            raise self._headed("create", failure, inputs, "") from failure
        return id_, self.outputs(answer, inputs)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET; without an id in the answer it is gone, too."""
        path = f"{self.path.format(**state)}/{id}"

        def attempt() -> Json:
            return self.unwrap(self.client.call("GET", path))

        try:
            answer = self.client.insist(attempt, final=on_status(404))
        except ApiFailure as failure:
            if failure.is_missing and self.gone_when_missing:
                return None
            raise self._headed("read", failure, state, id) from failure
        return None if self.is_gone(answer) else self.outputs(answer, state)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, then perhaps GET."""
        path = f"{self.path.format(**inputs)}/{id}"
        request = self.wrap(self.body(id, inputs, state))

        def attempt() -> Json:
            return self.unwrap(self.client.call("PUT", path, request))

        try:
            answer = self.client.insist(attempt, final=on_status(400, 404))
            if "update" in self.reads_back:
                answer = self._again(path)
        except ApiFailure as failure:
            raise self._headed("update", failure, inputs, id) from failure
        return self.outputs(answer, {**state, **inputs})

    def remove(self, id: str, state: Props) -> None:
        """DELETE."""
        path = f"{self.path.format(**state)}/{id}"
        try:
            self.client.insist(lambda: self.client.call("DELETE", path), final=on_status(400, 404))
        except ApiFailure as failure:
            if not failure.is_missing or not self.gone_is_deleted:
                raise self._headed("delete", failure, state, id) from failure

    def wrap(self, body: Json) -> Json:
        """Wrap the request's object."""
        return {self.key: body}

    def unwrap(self, answer: Json) -> Json:
        """Return the answer's object."""
        return wrapped(answer, self.key)

    def identify(self, answer: Json) -> str:
        """Return the id of what was made."""
        return str(answer.get("id") or "")

    def is_gone(self, answer: Json) -> bool:
        """Whether a fetched object stands for none."""
        return not answer.get("id")

    def _again(self, path: str) -> Json:
        return self.client.insist(
            lambda: self.unwrap(self.client.call("GET", path)), final=on_status(400)
        )

    @staticmethod
    def _final_in_create(failure: ApiFailure) -> bool:
        return failure.status in (None, 400, 404)

    def _headed(self, operation: str, failure: ApiFailure, names: Props, id: str) -> ApiFailure:
        heading = self.headings.get(operation, f"Error in {operation} of {self.token}")
        known = {"name": "", "label": "", **names, "id": id}
        return failure.under(heading.format(**known))


class Team(Plain):
    """A team."""

    token = "pagerduty:index/team:Team"
    path = "/teams"
    key = "team"
    inputs = ("defaultRole", "description", "name", "parent")
    defaults: ClassVar[Mapping[str, Any]] = {"description": MANAGED}
    named = True
    computed = ("defaultRole", "htmlUrl")
    headings: ClassVar[Mapping[str, Any]] = {
        "create": "Error creating PagerDuty team {name}",
        "read": "Error reading PagerDuty team {id}",
        "update": "Error updating PagerDuty team {id}",
        "delete": "Error deleting PagerDuty team {id}",
    }

    def body(self, id: str, inputs: Props, state: Props) -> Json:
        """Name, description, parent, default role; the id in an update."""
        role = inputs.get("defaultRole") or state.get("defaultRole")
        parent = inputs.get("parent")
        return without_none(
            id=id or None,
            name=inputs["name"],
            description=inputs.get("description"),
            parent=parent and {"id": parent, "type": "team_reference"},
            default_role=role,
        )

    def outputs(self, answer: Json, known: Props) -> Props:
        """Parent is there only when the team has one."""
        del known
        parent = answer.get("parent") or {}
        return {
            "defaultRole": answer.get("default_role") or "",
            "description": answer.get("description") or "",
            "htmlUrl": answer.get("html_url") or "",
            "name": answer.get("name") or "",
            **without_none(parent=parent.get("id")),
        }

    @staticmethod
    def _final_in_create(failure: ApiFailure) -> bool:
        return failure.status in (400, 404)


def without_none(**values: Any) -> Json:
    """Return the values that are not None."""
    return {key: value for key, value in values.items() if value is not None}
