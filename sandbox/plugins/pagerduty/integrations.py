"""Integrations: the ways for events to come to a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.fields import Field
from sandbox.plugins.pagerduty.client import (
    ApiFailure,
    on_status,
    present,
)
from sandbox.plugins.pagerduty.resource import WIRE, SdkResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


_FILTER = {
    "bodyMode": Field(null=True),
    "bodyRegex": Field(null=True),
    "fromEmailMode": Field(null=True),
    "fromEmailRegex": Field(null=True),
    "id": Field(output=True),
    "subjectMode": Field(null=True),
    "subjectRegex": Field(null=True),
}


class ServiceIntegration(SdkResource):
    """A way for events to come to a service."""

    token = "pagerduty:index/serviceIntegration:ServiceIntegration"
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "emailFilterMode": Field(computed=True, null=True),
        "emailFilters": Field(kind="list", computed=True, members=_FILTER),
        "emailIncidentCreation": Field(computed=True, null=True),
        "emailParsers": Field(kind="list", sent=False, read=lambda _: []),
        "emailParsingFallback": Field(computed=True, null=True),
        "htmlUrl": Field(output=True),
        "integrationEmail": Field(computed=True, null=True),
        "integrationKey": Field(computed=True, null=True),
        "name": Field(null=True),
        "service": Field(required=True, replaces=True, refers="service"),
        "type": Field(replaces=True, always=True, write=lambda kind: kind or "service_integration"),
        "vendor": Field(replaces=True, refers="vendor", null=True),
    }

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, repeated when refused, then GET."""
        path = f"/services/{inputs['service']}/integrations"
        body = _body(inputs)
        answer = self.client.insist(
            lambda: self.client.call("POST", path, body),
            final=lambda failure: not failure.is_refused,
        )
        id_ = (answer.get("integration") or {}).get("id") or ""
        found = self.client.insist(
            lambda: present(self.client.get(f"{path}/{id_}"), "integration"), final=on_status()
        )
        return id_, _outputs(found, None)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET."""
        path = f"/services/{state['service']}/integrations/{id}"
        try:
            found = self.client.insist(
                lambda: present(self.client.get(path), "integration"), final=on_status(404)
            )
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise
        return _outputs(found, [])

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, with the key that it has."""
        path = f"/services/{inputs['service']}/integrations/{id}"
        answer = self.client.call("PUT", path, _body(inputs))
        return _outputs(present(answer, "integration"), state["emailFilters"])

    def remove(self, id: str, state: Props) -> None:
        """DELETE; that it is gone is an error."""
        self.client.call("DELETE", f"/services/{state['service']}/integrations/{id}")

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`service.integration`; an import fetches twice."""
        service, separator, integration = id.partition(".")
        if not separator:
            return None
        state = {"service": service}
        self.fetch(integration, state)
        return integration, state


def _body(inputs: Props) -> Json:
    return {"integration": WIRE.sent(ServiceIntegration.fields, inputs)}


def _outputs(found: Json, no_filters: list[Props] | None) -> Props:
    told = WIRE.told(ServiceIntegration.fields, found)
    if found.get("email_filters") is None:
        told["emailFilters"] = no_filters
    if told["vendor"] is not None:
        told["type"] = None
    return told
