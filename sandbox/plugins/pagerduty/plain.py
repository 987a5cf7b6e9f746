"""Types of the newer half that are one object at one path: teams, tags, business services ..."""

from __future__ import annotations

import json
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


class BusinessService(Plain):
    """A business service."""

    token = "pagerduty:index/businessService:BusinessService"
    path = "/business_services"
    key = "business_service"
    inputs = ("description", "name", "pointOfContact", "team", "type")
    defaults: ClassVar[Mapping[str, Any]] = {"description": MANAGED}
    assumed: ClassVar[Mapping[str, Any]] = {"type": "business_service"}
    named = True
    computed = ("htmlUrl", "self", "summary", "type")
    reads_back = frozenset({"create"})
    headings: ClassVar[Mapping[str, Any]] = {
        "create": 'Error creating Business Service "{name}"',
        "read": "Error reading Business Service {id}",
        "update": "Error updating Business Service {id}",
        "delete": "Error deleting Business Service {id}",
    }

    def body(self, id: str, inputs: Props, state: Props) -> Json:
        """An update repeats the links of the last answer; no team is an empty object."""
        links = {
            "summary": state.get("summary"),
            "self": state.get("self"),
            "html_url": state.get("htmlUrl"),
        }
        team = inputs.get("team")
        return {
            **without_none(
                name=inputs["name"],
                type="business_service",
                description=inputs.get("description"),
                point_of_contact=inputs.get("pointOfContact"),
                **(links if id else {}),
            ),
            "team": {"id": team} if team else {},
        }

    def outputs(self, answer: Json, known: Props) -> Props:
        """Team and contact are there only when set."""
        del known
        return {
            "description": answer.get("description") or "",
            "htmlUrl": answer.get("html_url") or "",
            "name": answer.get("name") or "",
            "self": answer.get("self") or "",
            "summary": answer.get("summary") or "",
            "type": answer.get("type") or "",
            **without_none(
                pointOfContact=answer.get("point_of_contact"),
                team=(answer.get("team") or {}).get("id"),
            ),
        }


class Tag(Plain):
    """A tag. It can't be changed; one that is gone stays in the state with nothing in it."""

    token = "pagerduty:index/tag:Tag"
    path = "/tags"
    key = "tag"
    inputs = ("label",)
    required = ("label",)
    computed = ("htmlUrl", "summary")
    replace_on = frozenset({"label"})
    reads_back = frozenset()
    headings: ClassVar[Mapping[str, Any]] = {"create": "Error calling CreateTagWithContext"}

    def body(self, id: str, inputs: Props, state: Props) -> Json:
        """Type and label."""
        del id, state
        return {"type": "tag", "label": inputs["label"]}

    def outputs(self, answer: Json, known: Props) -> Props:
        """Label and links."""
        del known
        return {
            "htmlUrl": answer.get("html_url") or "",
            "label": answer.get("label") or "",
            "summary": answer.get("summary") or "",
        }

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET; a 404 leaves empty outputs, which the next preview replaces."""
        try:
            return super().fetch(id, state)
        except ApiFailure as failure:
            if not failure.is_missing:
                raise
            return {"htmlUrl": "", "label": "", "summary": ""}

    gone_when_missing = False

    @staticmethod
    def _final_in_create(failure: ApiFailure) -> bool:
        return failure.status in (400, 404)


class Extension(Plain):
    """An extension of a service, such as a webhook. Its request isn't wrapped."""

    token = "pagerduty:index/extension:Extension"
    path = "/extensions"
    key = "extension"
    inputs = ("config", "endpointUrl", "extensionObjects", "extensionSchema", "name", "type")
    required = ("extensionObjects", "extensionSchema")
    named = True
    computed = ("htmlUrl", "summary", "type")
    secret_outputs = frozenset({"endpointUrl"})
    unordered = frozenset({"extensionObjects"})
    gone_is_deleted = False
    headings: ClassVar[Mapping[str, Any]] = {
        "create": "Error creating extension {name}",
        "read": 'Error reading extension "{id}"',
        "update": 'Error updating extension "{id}"',
        "delete": 'Error deleting extension "{id}"',
    }

    def body(self, id: str, inputs: Props, state: Props) -> Json:
        """`config` is JSON in a string."""
        del state
        config = inputs.get("config")
        return without_none(
            id=id or None,
            type="extension",
            name=inputs["name"],
            endpoint_url=inputs.get("endpointUrl"),
            extension_objects=[
                {"id": item, "type": "service_reference"} for item in inputs["extensionObjects"]
            ],
            extension_schema={
                "id": inputs["extensionSchema"],
                "type": "extension_schema_reference",
            },
            config=decoded(config) if config else None,
        )

    def outputs(self, answer: Json, known: Props) -> Props:
        """The config is JSON in a string."""
        del known
        return {
            **without_none(
                config=encoded(answer["config"]) if answer.get("config") else None,
                endpointUrl=answer.get("endpoint_url"),
            ),
            "extensionObjects": [
                item.get("id") or ""
                for item in answer.get("extension_objects") or []
                if item.get("type") == "service_reference"
            ],
            "extensionSchema": (answer.get("extension_schema") or {}).get("id", ""),
            "htmlUrl": answer.get("html_url") or "",
            "name": answer.get("name") or "",
            "summary": answer.get("summary") or "",
            "type": answer.get("type") or "",
        }

    def wrap(self, body: Json) -> Json:
        """Send it as it is."""
        return body

    def locate(self, id: str) -> tuple[str, Props] | None:
        """An import fetches twice."""
        self.fetch(id, {})
        return id, {}


def without_none(**values: Any) -> Json:
    """Return the values that are not None."""
    return {key: value for key, value in values.items() if value is not None}


def decoded(text: str) -> Any:
    """Return the value of a JSON text."""
    return json.loads(text)


def encoded(value: Any) -> str:
    """Return a value as compact JSON text, keys in order."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True)
