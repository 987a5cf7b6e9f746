"""The whole life of a declared resource whose objects Sentry keeps in a list of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.plugin import Created
from providers.sentry_alerting.creating import create_once
from providers.sentry_alerting.listed import Listed

if TYPE_CHECKING:
    from providers.plugin import Props


class Declared(Listed):
    """A resource with a route of its own."""

    def create(self, *, urn: str, inputs: Props, preview: bool) -> Created:
        """Create, or adopt what a create whose answer was lost has made."""
        if preview:
            return Created("", self.previewed(inputs))
        organization = self.account.organization(inputs)
        body = create_once(self, urn=urn, organization=organization, inputs=inputs)
        return Created(str(body["id"]), self.outputs(organization, inputs, body))
