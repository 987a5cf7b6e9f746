"""The configured account: its clients and the tags that every resource gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.plugin import PluginError
from sandbox.plugins.aws.clients import Aws, AwsRefusalError, Clients

if TYPE_CHECKING:
    import threading

    from providers.plugin import Props

_FLAGS = ("skipCredentialsValidation", "skipRequestingAccountId")


class AwsAccount:
    """What the plugin's configuration says; empty until it is told."""

    def __init__(self, cancelled: threading.Event) -> None:
        """`cancelled` is set when the engine wants to stop."""
        self.cancelled = cancelled
        self._clients: Clients | None = None
        self._default_tags: dict[str, str] = {}

    def configure(self, config: Props) -> None:
        """Take the configuration and ask who we are, unless both flags forbid it.

        Raises:
            PluginError: An endpoint isn't on loopback, or the credentials are refused.
        """
        self._clients = Clients(config)
        tags = config.get("defaultTags") or {}
        self._default_tags = dict(tags.get("tags") or {})
        if not all(_is_true(config.get(flag)) for flag in _FLAGS):
            self._ask()

    def aws(self, region: str | None = None) -> Aws:
        """Return AWS in a Region, by default the configured one."""
        if self._clients is None:
            raise PluginError("The plugin `aws` is not configured yet.")
        return Aws(self._clients, region)

    def all_tags(self, inputs: Props) -> dict[str, Any]:
        """Return the tags of a resource, the default ones included."""
        tags = inputs.get("tags")
        return {**self._default_tags, **(tags if isinstance(tags, dict) else {})}

    def split_tags(self, found: dict[str, str], told: Any) -> Props:
        """Return `tagsAll` as found, and `tags` without the defaults that no program said."""
        own = {
            key: value
            for key, value in found.items()
            if self._default_tags.get(key) != value or key in (told or {})
        }
        return {"tagsAll": found} | ({"tags": own} if own else {})

    def _ask(self) -> None:
        try:
            self.aws().call("sts", "get_caller_identity")
        except AwsRefusalError as error:
            raise PluginError(
                "unable to validate AWS credentials. Details: validating provider credentials: "
                f"retrieving caller identity from STS: {error}"
            ) from error


def _is_true(value: Any) -> bool:
    return value is True or str(value).lower() == "true"
