"""The two halves of the published plugin's resource types, and types that are one object each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.checking import DEFAULTS
from sandbox.plugins.fields import snake
from sandbox.plugins.managed import Managed
from sandbox.plugins.pagerduty.client import ApiFailure, on_status, wrapped
from sandbox.plugins.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import FrameworkClient, Json, SdkClient
    from sandbox.plugins.pagerduty.session import Session

MANAGED = "Managed by Pulumi"
WIRE = Wire(snake)


class PagerDutyResource(Managed):
    """A resource type of the plugin."""

    def __init__(self, session: Session) -> None:
        self.session = session


class FrameworkResource(PagerDutyResource):
    """A type of the newer half, whose outputs have no nulls."""

    framework = True

    @property
    def client(self) -> FrameworkClient:
        """The HTTP client of this half."""
        return self.session.framework


class SdkResource(PagerDutyResource):
    """A type of the older half."""

    @property
    def client(self) -> SdkClient:
        """The HTTP client of this half; the first use costs two requests."""
        return self.session.sdk

    def reflected(self, inputs: Props, outputs: Props) -> Props:
        """Return the inputs; notes of no defaults are left out, as published."""
        found: Props = _without_empty_notes(super().reflected(inputs, outputs))
        return found


def _without_empty_notes(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_empty_notes(item) for item in value]
    if isinstance(value, dict):
        items = value.items()
        return {key: _without_empty_notes(it) for key, it in items if key != DEFAULTS or it}
    return value


class PlainResource(FrameworkResource):
    """POST, GET, PUT and DELETE of one object at one path.

    Attributes:
        path: The list's path; may name outputs in braces.
        key: What wraps the object.
        constants: What each request's object has.
        headings: What error texts begin with, per operation; may name inputs and the id.
        gone_when_missing: Whether a 404 of a fetch means that it is gone.
        insists: Whether a create that got no usable answer is tried again.
    """

    path: ClassVar[str]
    key: ClassVar[str]
    constants: ClassVar[Mapping[str, str]] = {}
    headings: ClassVar[Mapping[str, str]]
    gone_when_missing: ClassVar[bool] = True
    insists: ClassVar[bool] = False

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, then GET."""
        path, final = self.path.format(**inputs), (400, 404)
        answers = (*final,) if self.insists else (None, *final)
        try:
            made = self.client.insist(
                lambda: self._call("POST", path, self._body(inputs)),
                final=lambda failure: failure.status in answers,
            )
            id_ = str(made.get("id") or "")
            found = self._again(f"{path}/{id_}")
        except ApiFailure as failure:
            raise self._headed("create", failure, inputs, "") from failure
        return id_, self._outputs(found, inputs)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET; without an id in the answer it is gone, too."""
        path = f"{self.path.format(**state)}/{id}"
        try:
            found = self.client.insist(lambda: self._call("GET", path), final=on_status(404))
        except ApiFailure as failure:
            if failure.is_missing and self.gone_when_missing:
                return None
            raise self._headed("read", failure, state, id) from failure
        return self._outputs(found, state) if found.get("id") else None

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, then GET."""
        path = f"{self.path.format(**inputs)}/{id}"
        body = {"id": id, **self._body(inputs)}
        try:
            self.client.insist(lambda: self._call("PUT", path, body), final=on_status(400, 404))
            found = self._again(path)
        except ApiFailure as failure:
            raise self._headed("update", failure, inputs, id) from failure
        return self._outputs(found, {**state, **inputs})

    def remove(self, id: str, state: Props) -> None:
        """DELETE."""
        path = f"{self.path.format(**state)}/{id}"
        try:
            self.client.insist(lambda: self.client.call("DELETE", path), final=on_status(400, 404))
        except ApiFailure as failure:
            if not failure.is_missing:
                raise self._headed("delete", failure, state, id) from failure

    def _body(self, inputs: Props) -> Json:
        return {**self.constants, **WIRE.sent(self.fields, inputs)}

    def _outputs(self, answer: Json, known: Props) -> Props:
        """Return what the answer tells; what isn't sent in the object is as known."""
        told = WIRE.told(self.fields, answer)
        found = {key: value for key, value in told.items() if value is not None}
        return {**found, **{key: known[key] for key, one in self.fields.items() if not one.sent}}

    def _call(self, method: str, path: str, body: Json | None = None) -> Json:
        request = None if body is None else {self.key: body}
        return wrapped(self.client.call(method, path, request), self.key)

    def _again(self, path: str) -> Json:
        return self.client.insist(lambda: self._call("GET", path), final=on_status(400))

    def _headed(self, operation: str, failure: ApiFailure, names: Props, id: str) -> ApiFailure:
        return failure.under(self.headings[operation].format(**{**names, "id": id}))
