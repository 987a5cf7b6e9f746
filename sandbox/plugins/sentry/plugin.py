"""The plugin `sentry` itself: what it offers, and its configuration."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.official import official_plugin
from sandbox.plugins.plugin import AddressedStandIn
from sandbox.plugins.sentry.client import Client
from sandbox.plugins.sentry.issue_alert import IssueAlert
from sandbox.plugins.sentry.key import Key
from sandbox.plugins.sentry.metric_alert import MetricAlert
from sandbox.plugins.sentry.project import Project
from sandbox.plugins.sentry.team import Team

if TYPE_CHECKING:
    from providers.plugin import Props
    from sandbox.plugins.sentry.resource import SentryResource

TYPES: tuple[type[SentryResource], ...] = (Team, Project, Key, IssueAlert, MetricAlert)
_DEFAULT_URL = "https://sentry.io/api/"


class SentryPlugin(AddressedStandIn):
    """The plugin of the package `sentry`, for the sandbox."""

    name: ClassVar[str] = "sentry"
    version: ClassVar[str] = official_plugin("sentry").version
    address_key = "baseUrl"

    def __init__(self) -> None:
        """Offer everything; requests work once it is configured."""
        super().__init__()
        self._client: Client | None = None
        self.resources = [kind(self._configured) for kind in TYPES]

    def address(self, config: Props) -> str:
        """Return the URL, the environment's or the real Sentry's where there is none."""
        return super().address(config) or os.environ.get("SENTRY_BASE_URL") or _DEFAULT_URL

    def configure(self, config: Props) -> None:
        """Take the URL and the token, from the environment where the configuration has none."""
        url = self.loopback(config)
        url = url if url.endswith("/api") else f"{url}/api"
        token = config.get("token") or os.environ.get("SENTRY_TOKEN", "")
        token = token or os.environ.get("SENTRY_AUTH_TOKEN", "")
        self._client = Client(f"{url}/", token, self.cancelled)

    def _configured(self) -> Client:
        if self._client is None:
            raise PluginError("The plugin sentry was not configured.")
        return self._client
