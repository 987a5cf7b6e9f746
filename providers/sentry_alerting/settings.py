"""The provider's configuration: where Sentry is, and by which token, from config or environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from providers.plugin import UNKNOWN, CheckFailure, PluginError, is_safe_address
from providers.sentry_alerting.declare import Property, Record, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props

TOKEN_VARIABLES = ("SENTRY_AUTH_TOKEN", "SENTRY_TOKEN")

CONFIG = Record(
    "Provider",
    "The configuration of the provider, as `sentry-alerting:NAME` in the stack's config.",
    (
        Property(
            "token",
            Text(),
            "An auth token of Sentry's with the scopes alerts:write, org:read, project:read, "
            "team:read and member:read, and org:integrations for PagerDutyService. "
            f"Else {TOKEN_VARIABLES[0]} or {TOKEN_VARIABLES[1]} of the environment.",
            secret=True,
        ),
        Property(
            "baseUrl",
            Text(),
            "The address of Sentry, with or without /api/0/. Else SENTRY_BASE_URL of the "
            "environment, else https://sentry.io/.",
        ),
        Property(
            "organization",
            Text(),
            "The slug of the organization for resources that name none. Else SENTRY_ORG of the "
            "environment.",
        ),
        Property(
            "timeout",
            Text(pattern=r"\d+(\.\d+)?", pattern_meaning="a number of seconds"),
            "Seconds to wait for one answer; 30 if left out.",
        ),
    ),
)


@dataclass(frozen=True)
class Settings:
    """The configuration in force. `base_url` ends in `/api/0/`; `timeout` is in seconds."""

    base_url: str
    token: str = field(repr=False)
    organization: str | None
    timeout: float


def read_settings(config: Props, environment: Mapping[str, str] | None = None) -> Settings:
    """Put config and environment together; a missing token is an error only once it is needed."""
    env = os.environ if environment is None else environment
    token = _known(config, "token") or next((env[n] for n in TOKEN_VARIABLES if env.get(n)), "")
    url = _known(config, "baseUrl") or env.get("SENTRY_BASE_URL") or "https://sentry.io/"
    return Settings(
        base_url=api_root(url),
        token=token,
        organization=_known(config, "organization") or env.get("SENTRY_ORG"),
        timeout=float(_known(config, "timeout") or 30),
    )


def check_settings(config: Props) -> list[CheckFailure]:
    """What is wrong with a configuration."""
    failures = []
    names = [one.name for one in CONFIG.properties]
    for key, value in config.items():
        if key not in {*names, "version", "pluginDownloadURL"}:
            known = ", ".join(names)
            failures.append(CheckFailure(key, f"is no setting of this provider; it has {known}"))
        elif key == "baseUrl" and isinstance(value, str):
            failures += _url_failures(value)
        elif key == "timeout" and not _is_number(value):
            failures.append(CheckFailure(key, f"{value!r} is not a number of seconds"))
    return failures


def api_root(url: str) -> str:
    """The root of the API's paths, for any of the ways to write Sentry's address."""
    root = url.rstrip("/").removesuffix("/0").removesuffix("/api")
    return f"{root}/api/0/"


def organization_of(inputs: Props, settings: Settings) -> str:
    """The organization that a resource names, or the configured one."""
    named = inputs.get("organization")
    if isinstance(named, str) and named:
        return named
    if settings.organization:
        return settings.organization
    raise PluginError(
        "No organization is known: set `organization` on the resource, "
        "`sentry-alerting:organization` in the stack's config, or SENTRY_ORG."
    )


def _known(config: Props, name: str) -> str | None:
    value = config.get(name)
    return None if value in (None, "", UNKNOWN) else str(value)


def _url_failures(url: str) -> list[CheckFailure]:
    if is_safe_address(url):
        return []
    text = f"{url!r} is no https address, nor http on loopback: the token is sent there"
    return [CheckFailure("baseUrl", text)]


def _is_number(value: Any) -> bool:
    try:
        return value is UNKNOWN or float(value) > 0
    except (TypeError, ValueError):
        return False
