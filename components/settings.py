"""What components take from the stack's settings rather than from the catalog.

The catalog says what there shall be; the stack config of the providers says with which
accounts. Reading that config is left to the providers, but for the questions below.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pulumi

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog

_EVENTS_URL = {
    "us": "https://events.pagerduty.com",
    "eu": "https://events.eu.pagerduty.com",
}

_SENTRY_URL = "https://sentry.io"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Facts about the accounts.

    Attributes:
        events_url: Base of the address to which SNS delivers for PagerDuty.
        sentry_url: Root of Sentry's addresses, without a slash at its end.
        slack_connections: Whether PagerDuty can be told to write to Slack: its API for
            that accepts the token of a user only.
        protected: Whether what a vendor deletes together with its history can't be deleted.
    """

    events_url: str
    sentry_url: str
    slack_connections: bool
    protected: bool


def read_settings(catalog: Catalog) -> Settings:
    """Read the settings of the running program's stack."""
    config = pulumi.Config("pagerduty")
    override = config.get("apiUrlOverride")
    return Settings(
        events_url=_events_url(override, catalog),
        sentry_url=_sentry_url(pulumi.Config("sentry-alerting").get("baseUrl")),
        slack_connections=config.get("userToken") is not None,
        protected=not _is_sandbox(override),
    )


def default_settings(catalog: Catalog) -> Settings:
    """Return the settings of a complete stack on real accounts, for rendering without one."""
    return Settings(
        events_url=_events_url(None, catalog),
        sentry_url=_sentry_url(None),
        slack_connections=True,
        protected=True,
    )


def _sentry_url(base_url: str | None) -> str:
    """Return what any of the provider's ways to write Sentry's address stands for."""
    root = (base_url or _SENTRY_URL).rstrip("/")
    return root.removesuffix("/0").removesuffix("/api")


def _events_url(override: str | None, catalog: Catalog) -> str:
    """Return the override where it is the sandbox, which takes events at the same address.

    Any other override stands for a proxy before PagerDuty's REST API, and SNS delivers from
    AWS, where such a proxy means nothing.
    """
    if override and _is_sandbox(override):
        return override.rstrip("/")
    return _EVENTS_URL[catalog.pagerduty_region]


def _is_sandbox(override: str | None) -> bool:
    """Whether PagerDuty's address is on loopback; nothing there has a history to keep."""
    return override is not None and _is_loopback(urlsplit(override).hostname)


def _is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False
