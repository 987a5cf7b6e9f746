"""An object that Sentry keeps in a list of its own: read, update and delete.

A subclass says how properties become Sentry's body and back, and what is wrong with them beyond
their declaration. Creating one is `declared`'s.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError, ReadState
from providers.sentry_alerting.checked import Checked
from providers.sentry_alerting.comparing import reconcile
from providers.sentry_alerting.importing import locate
from providers.sentry_alerting.refusals import NOT_FOUND, RefusedError

if TYPE_CHECKING:
    from providers.plugin import Props


class Listed(Checked):
    """What Sentry keeps in a list; `kind` is the last word of the list's route."""

    kind: ClassVar[str]
    noun: ClassVar[str]

    @abstractmethod
    def encode(self, inputs: Props) -> Props:
        """The body that creates or replaces the object."""

    @abstractmethod
    def decode(self, body: Props) -> Props:
        """The inputs that an object of Sentry's stands for, without organization and project."""

    @abstractmethod
    def creation_path(self, organization: str, inputs: Props) -> str:
        """The route that creates."""

    def twin(self, organization: str, inputs: Props, body: Props) -> bool:
        """Whether an object may be the one that a create of these inputs has made."""
        del organization
        return bool(body.get("name") == inputs["name"])

    def accept(self, organization: str, body: Props) -> None:
        """Refuse an object that is not of this resource's type."""

    def found_project(self, organization: str, body: Props, inputs: Props) -> Props:
        """The part of the inputs that names the project."""
        del organization, body, inputs
        return {}

    def outputs(self, organization: str, inputs: Props, body: Props) -> Props:
        """The state of an object."""
        del body
        return {**inputs, "organization": organization}

    def read(self, *, id: str, inputs: Props, state: Props) -> ReadState | None:
        """Read, for a refresh or an import."""
        organization, identifier = locate(self.noun, id, state or inputs, self.account)
        body = self.account.listing(organization, self.kind).find(identifier)
        if body is None:
            if state:
                return None
            raise PluginError(self.unknown(organization, identifier))
        self.accept(organization, body)
        found = {**self.decode(body), **self.found_project(organization, body, inputs)}
        # An import has no words of its own, and says all that is there.
        words = reconcile(self.declaration.inputs, inputs, found) if inputs else found
        read_inputs = {"organization": organization, **words}
        return ReadState(identifier, self.outputs(organization, read_inputs, body), read_inputs)

    def unknown(self, organization: str, identifier: str) -> str:
        """What to say of an import of an id that doesn't exist."""
        return f"The organization {organization} has no {self.noun} {identifier}."

    def update(
        self, *, id: str, olds: Props, old_inputs: Props, news: Props, preview: bool
    ) -> Props:
        """Replace the object by one of the same id."""
        if preview:
            return self.previewed(news, olds)
        organization = self.account.organization({**olds, **news})
        body = self.put(organization, id, news, old_inputs)
        return self.outputs(organization, news, body)

    def put(self, organization: str, identifier: str, inputs: Props, old_inputs: Props) -> Props:
        """Send the whole body; an object that is gone is an error that says what to do."""
        path = f"organizations/{organization}/{self.kind}/{identifier}/"
        try:
            answer: Any = self.account.client.put(
                path, self.replacement(identifier, inputs, old_inputs)
            )
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise
            raise PluginError(
                f"The {self.noun} {identifier} ({inputs['name']}) is gone from {organization}: "
                "run `pulumi refresh`, then `pulumi up` makes it anew."
            ) from error
        finally:
            self.account.listing(organization, self.kind).forget()
        return answer if isinstance(answer, dict) else {"id": identifier}

    def replacement(self, identifier: str, inputs: Props, old_inputs: Props) -> Props:
        """The body of an update."""
        del identifier, old_inputs
        return self.encode(inputs)

    def delete(self, *, id: str, state: Props) -> None:
        """Delete; gone already is fine."""
        organization = self.account.organization(state)
        try:
            self.account.client.delete(f"organizations/{organization}/{self.kind}/{id}/")
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise
        finally:
            self.account.listing(organization, self.kind).forget()
