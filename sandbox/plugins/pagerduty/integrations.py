"""Integrations: the ways for events to come to a service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.plugins.pagerduty.client import (
    ApiFailure,
    on_status,
    present,
)
from sandbox.plugins.pagerduty.managed import SdkManaged

if TYPE_CHECKING:
    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


class ServiceIntegration(SdkManaged):
    """A way for events to come to a service."""

    token = "pagerduty:index/serviceIntegration:ServiceIntegration"
    inputs = (
        "emailFilterMode",
        "emailFilters",
        "emailIncidentCreation",
        "emailParsers",
        "emailParsingFallback",
        "integrationEmail",
        "integrationKey",
        "name",
        "service",
        "type",
        "vendor",
    )
    required = ("service",)
    named = True
    computed = (
        "emailFilterMode",
        "emailFilters",
        "emailIncidentCreation",
        "emailParsingFallback",
        "htmlUrl",
        "integrationEmail",
        "integrationKey",
    )
    replace_on = frozenset({"service", "type", "vendor"})

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, repeated when refused, then GET."""
        path = f"/services/{inputs['service']}/integrations"
        body = _integration_body(inputs)
        answer = self.client.insist(
            lambda: self.client.call("POST", path, body),
            final=lambda failure: not failure.is_refused,
        )
        id_ = (answer.get("integration") or {}).get("id") or ""
        found = self.client.insist(
            lambda: present(self.client.get(f"{path}/{id_}"), "integration"), final=on_status()
        )
        return id_, _integration_outputs(found, None)

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
        return _integration_outputs(found, [])

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, with the key that it has."""
        kept = {key: state.get(key) for key in _KEPT_IN_INTEGRATION}
        wanted = {**kept, **inputs}
        path = f"/services/{inputs['service']}/integrations/{id}"
        answer = self.client.call("PUT", path, _integration_body(wanted))
        return _integration_outputs(present(answer, "integration"), state["emailFilters"])

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


_KEPT_IN_INTEGRATION = (
    "emailFilterMode",
    "emailIncidentCreation",
    "emailParsingFallback",
    "integrationEmail",
    "integrationKey",
)
_INTEGRATION = {
    "email_filter_mode": "emailFilterMode",
    "email_incident_creation": "emailIncidentCreation",
    "email_parsing_fallback": "emailParsingFallback",
    "integration_email": "integrationEmail",
    "integration_key": "integrationKey",
    "name": "name",
}
_FILTER = {
    "body_mode": "bodyMode",
    "body_regex": "bodyRegex",
    "from_email_mode": "fromEmailMode",
    "from_email_regex": "fromEmailRegex",
    "subject_mode": "subjectMode",
    "subject_regex": "subjectRegex",
}


def _integration_body(inputs: Props) -> Json:
    body: Json = {key: inputs[name] for key, name in _INTEGRATION.items() if inputs.get(name)}
    body["service"] = {"id": inputs["service"], "type": "service"}
    body["type"] = inputs.get("type") or "service_integration"
    if inputs.get("vendor"):
        body["vendor"] = {"id": inputs["vendor"], "type": "vendor"}
    if inputs.get("emailFilters"):
        body["email_filters"] = [
            {key: item[name] for key, name in _FILTER.items() if item.get(name)}
            for item in inputs["emailFilters"]
        ]
    return {"integration": body}


def _integration_outputs(found: Json, no_filters: list[Any] | None) -> Props:
    vendor = found.get("vendor") or {}
    filters = found.get("email_filters")
    if filters is not None:
        no_filters = []
    return {
        **{name: found.get(key) for key, name in _INTEGRATION.items()},
        "emailFilters": [
            {"id": item.get("id") or "", **{name: item.get(key) for key, name in _FILTER.items()}}
            for item in filters or []
        ]
        or no_filters,
        "emailParsers": [],
        "htmlUrl": found.get("html_url") or "",
        "service": (found.get("service") or {}).get("id") or "",
        "type": None if vendor else found.get("type") or "",
        "vendor": vendor.get("id"),
    }
