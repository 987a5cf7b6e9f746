"""SentryKey: a project's client key; it is read by listing all of the project's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.fields import Field
from sandbox.plugins.sentry.client import ApiError
from sandbox.plugins.sentry.resource import WIRE, SentryResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props


class Key(SentryResource):
    """A client key (DSN)."""

    token = "sentry:index/sentryKey:SentryKey"
    fields: ClassVar[Mapping[str, Field]] = {
        "dsnCsp": Field(output=True),
        "dsnPublic": Field(output=True),
        "dsnSecret": Field(output=True),
        "isActive": Field(kind="boolean", output=True),
        "name": Field(),
        "organization": Field(required=True, replaces=True),
        "project": Field(required=True, replaces=True),
        "projectId": Field(output=True),
        "public": Field(output=True),
        "rateLimitCount": Field(kind="integer", computed=True, null=True),
        "rateLimitWindow": Field(kind="integer", computed=True, null=True),
        "secret": Field(output=True),
    }
    secret_outputs = frozenset({"dsnSecret", "secret"})

    def begin(self, inputs: Props) -> str:
        """GET the project, POST the key."""
        self.client.get(f"0/projects/{inputs['organization']}/{inputs['project']}/")
        return str(self.client.call("POST", _path(inputs), _body(inputs))["id"])

    def complete(self, id: str, inputs: Props) -> Props:
        """List the keys."""
        return self.fetch(id, inputs) or {}

    def fetch(self, id: str, state: Props) -> Props | None:
        """List the keys and take the one."""
        try:
            keys = self.client.get_all(_path(state))
        except ApiError as error:
            if error.status == 404:  # noqa: PLR2004 - not found
                return None
            raise
        found = next((key for key in keys if key.get("id") == id), None)
        return None if found is None else self._outputs(found, state)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT name and rate limit, list the keys."""
        del state
        self.client.call("PUT", f"{_path(inputs)}{id}/", _body(inputs))
        return self.complete(id, inputs)

    def remove(self, id: str, state: Props) -> None:
        """DELETE the key."""
        self.client.call("DELETE", f"{_path(state)}{id}/")

    def locate(self, id: str) -> tuple[str, Props] | None:
        """An import id is `organization/project/key`."""
        parts = id.split("/")
        if len(parts) != 3:  # noqa: PLR2004 - the three parts
            return None
        return parts[2], {"organization": parts[0], "project": parts[1]}

    def _outputs(self, key: dict[str, Any], known: Props) -> Props:
        limit, dsn = key.get("rateLimit") or {}, key["dsn"]
        flat = {
            "rateLimitCount": limit.get("count"),
            "rateLimitWindow": limit.get("window"),
            "dsnSecret": dsn["secret"],
            "dsnPublic": dsn["public"],
            "dsnCsp": dsn["csp"],
            "organization": known["organization"],
            "project": known["project"],
        }
        return {**WIRE.told(self.fields, {**key, **flat}), "id": key["id"]}


def _path(props: Props) -> str:
    return f"0/projects/{props['organization']}/{props['project']}/keys/"


def _body(inputs: Props) -> Props:
    """The limit is always sent, as zeros where there is none."""
    window, count = inputs.get("rateLimitWindow") or 0, inputs.get("rateLimitCount") or 0
    return {"name": inputs["name"], "rateLimit": {"window": window, "count": count}}
