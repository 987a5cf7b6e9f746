"""SentryKey: a project's client key; it is read by listing all of the project's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.plugins.sentry.client import ApiError
from sandbox.plugins.sentry.resource import Managed

if TYPE_CHECKING:
    from providers.plugin import Props


class Key(Managed):
    """A client key (DSN)."""

    token = "sentry:index/sentryKey:SentryKey"
    required = frozenset({"organization", "project"})
    computed = frozenset({"rateLimitCount", "rateLimitWindow"})
    outputs = frozenset(
        {"dsnCsp", "dsnPublic", "dsnSecret", "isActive", "projectId", "public", "secret"}
    )
    replace_on = frozenset({"organization", "project"})
    secret_outputs = frozenset({"dsnSecret", "secret"})

    def make(self, inputs: Props) -> str:
        """GET the project, POST the key."""
        organization, project = inputs["organization"], inputs["project"]
        self.client.get(f"0/projects/{organization}/{project}/")
        path = f"0/projects/{organization}/{project}/keys/"
        return str(self.client.call("POST", path, _body(inputs, {}))["id"])

    def complete(self, id: str, inputs: Props) -> Props:
        """List the keys."""
        return self.fetch(id, inputs) or {}

    def fetch(self, id: str, state: Props) -> Props | None:
        """List the keys and take the one."""
        organization, project = state["organization"], state["project"]
        try:
            keys = self.client.get_all(f"0/projects/{organization}/{project}/keys/")
        except ApiError as error:
            if error.status == 404:  # noqa: PLR2004 - not found
                return None
            raise
        found = next((key for key in keys if key.get("id") == id), None)
        scope = {"organization": organization, "project": project}
        return None if found is None else {**_outputs(found), **scope}

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT name and rate limit, list the keys."""
        path = f"0/projects/{inputs['organization']}/{inputs['project']}/keys/{id}/"
        self.client.call("PUT", path, _body(inputs, state))
        return self.fetch(id, inputs) or {}

    def remove(self, id: str, state: Props) -> None:
        """DELETE the key."""
        path = f"0/projects/{state['organization']}/{state['project']}/keys/{id}/"
        self.client.call("DELETE", path)

    def locate(self, id: str) -> tuple[str, Props] | None:
        """An import id is `organization/project/key`."""
        parts = id.split("/")
        if len(parts) != 3:  # noqa: PLR2004 - the three parts
            return None
        return parts[2], {"organization": parts[0], "project": parts[1]}


def _outputs(key: dict[str, Any]) -> Props:
    limit = key.get("rateLimit") or {}
    dsn = key["dsn"]
    return {
        "id": key["id"],
        "name": key["name"],
        "public": key["public"],
        "secret": key["secret"],
        "projectId": key["projectId"],
        "isActive": key["isActive"],
        "rateLimitCount": limit.get("count"),
        "rateLimitWindow": limit.get("window"),
        "dsnSecret": dsn["secret"],
        "dsnPublic": dsn["public"],
        "dsnCsp": dsn["csp"],
    }


def _body(inputs: Props, state: Props) -> Props:
    """The limit is always sent, as zeros where there is none."""
    window = inputs.get("rateLimitWindow", state.get("rateLimitWindow")) or 0
    count = inputs.get("rateLimitCount", state.get("rateLimitCount")) or 0
    return {"name": inputs["name"], "rateLimit": {"window": window, "count": count}}
