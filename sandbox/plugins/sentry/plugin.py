"""The plugin `sentry` itself: what it offers, and its configuration."""

from __future__ import annotations

import json
import os
from importlib.metadata import version
from typing import TYPE_CHECKING

from providers.plugin import (
    CheckFailure,
    CheckResult,
    Plugin,
    PluginError,
    Props,
    Resource,
)
from sandbox.errors import SandboxError
from sandbox.loopback import require_loopback
from sandbox.plugins.sentry.client import Client
from sandbox.plugins.sentry.issue_alert import IssueAlert
from sandbox.plugins.sentry.key import Key
from sandbox.plugins.sentry.metric_alert import MetricAlert
from sandbox.plugins.sentry.project import Project
from sandbox.plugins.sentry.team import Team

if TYPE_CHECKING:
    from sandbox.plugins.sentry.resource import Managed

_RESOURCES: tuple[type[Managed], ...] = (
    Team,
    Project,
    Key,
    IssueAlert,
    MetricAlert,
)
_DEFAULT_URL = "https://sentry.io/api/"


class SentryPlugin(Plugin):
    """The plugin of the package `sentry`, for the sandbox."""

    name = "sentry"
    version = version("pulumiverse_sentry")

    def __init__(self) -> None:
        """Offer everything; requests work once it is configured."""
        super().__init__()
        self._client: Client | None = None
        self.resources: list[Resource] = [kind(self._configured) for kind in _RESOURCES]

    def check_config(self, news: Props) -> CheckResult:
        """Refuse every Sentry but the emulated one."""
        try:
            _base_url(news)
        except PluginError as error:
            return CheckResult(news, [CheckFailure("baseUrl", str(error))])
        return CheckResult(news)

    def configure(self, config: Props) -> None:
        """Take the URL and the token, from the environment where the configuration has none."""
        url = _base_url(config)
        token = config.get("token") or os.environ.get("SENTRY_TOKEN", "")
        token = token or os.environ.get("SENTRY_AUTH_TOKEN", "")
        self._client = Client(url, token, self.cancelled)

    def schema(self) -> str:
        """A schema of the tokens; the properties are those of the published SDK."""
        resources: Props = {kind.token: {} for kind in _RESOURCES}
        document = {"name": self.name, "version": self.version, "resources": resources}
        return json.dumps(document)

    def _configured(self) -> Client:
        if self._client is None:
            raise PluginError("The plugin sentry was not configured.")
        return self._client


def _base_url(config: Props) -> str:
    """The URL of the API, on loopback; `api/` is appended where it is missing."""
    url = config.get("baseUrl") or os.environ.get("SENTRY_BASE_URL") or _DEFAULT_URL
    url = f"{str(url).rstrip('/')}/"
    try:
        require_loopback(url, "baseUrl of the sandbox's own sentry plugin")
    except SandboxError as error:
        hint = "Install the official plugin to reach a real Sentry."
        raise PluginError(f"{error} {hint}") from None
    return url if url.endswith("/api/") else f"{url}api/"
