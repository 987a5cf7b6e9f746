"""How the vendors are reached: by the stack's own settings, else by its environment.

The names of settings and variables are the providers' own (their schemas' config).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGERDUTY = {"us": "https://api.pagerduty.com", "eu": "https://api.eu.pagerduty.com"}
_PAGERDUTY_APP = "https://app.pagerduty.com"
_SENTRY = "https://sentry.io/api/"


@dataclass(frozen=True, slots=True)
class Access:
    """Settings of a stack and the variables of its engine.

    Attributes:
        settings: The stack's config, decrypted: `pagerduty:token` and so on.
        variables: The engine's environment.
    """

    settings: Mapping[str, str]
    variables: Mapping[str, str]

    def get(self, key: str, *variables: str) -> str | None:
        """Return a setting, or the first of some variables."""
        if key in self.settings:
            return self.settings[key]
        return next((self.variables[name] for name in variables if self.variables.get(name)), None)

    def json(self, key: str) -> Any:
        """Return a setting that is a list or an object; None without it."""
        text = self.settings.get(key)
        return json.loads(text) if text else None

    @property
    def pagerduty_url(self) -> str:
        """The root of PagerDuty's REST API."""
        region = self.get("pagerduty:serviceRegion", "PAGERDUTY_SERVICE_REGION") or "us"
        return self.get("pagerduty:apiUrlOverride") or _PAGERDUTY.get(region, _PAGERDUTY["us"])

    @property
    def slack_connections_url(self) -> str:
        """The root of PagerDuty's API of Slack connections, which has a host of its own."""
        return self.get("pagerduty:apiUrlOverride") or _PAGERDUTY_APP

    @property
    def pagerduty_token(self) -> str | None:
        """A key of the REST API."""
        return self.get("pagerduty:token", "PAGERDUTY_TOKEN")

    @property
    def pagerduty_user_token(self) -> str | None:
        """A user's key, which Slack connections need."""
        return self.get("pagerduty:userToken", "PAGERDUTY_USER_TOKEN")

    @property
    def sentry_url(self) -> str:
        """The root of Sentry's API, `.../api/0/`."""
        url = self.get("sentry-alerting:baseUrl") or self.get("sentry:baseUrl", "SENTRY_BASE_URL")
        root = (url or _SENTRY).rstrip("/").removesuffix("/0").removesuffix("/api")
        return f"{root}/api/0/"

    @property
    def sentry_token(self) -> str | None:
        """A token that may read projects, monitors and alerts."""
        own = self.get("sentry-alerting:token") or self.get("sentry:token")
        return own or self.get("", "SENTRY_AUTH_TOKEN", "SENTRY_TOKEN")
