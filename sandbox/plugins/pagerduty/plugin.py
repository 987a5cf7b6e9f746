"""The plugin: its configuration, what it offers, and the refusal of any address but loopback."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from providers.plugin import CheckFailure, CheckResult, Plugin, PluginError
from sandbox.errors import SandboxError
from sandbox.loopback import require_loopback
from sandbox.plugins.pagerduty import (
    integrations,
    people,
    plain,
    policies,
    rules,
    schedules,
    services,
    slack_connections,
)
from sandbox.plugins.pagerduty.lookups import LOOKUPS
from sandbox.plugins.pagerduty.session import Session
from sandbox.plugins.pagerduty.transport import HttpTransport

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.managed import Managed

TYPES: tuple[type[Managed], ...] = (
    plain.Team,
    people.User,
    people.UserContactMethod,
    people.UserNotificationRule,
    people.TeamMembership,
    schedules.Schedule,
    policies.EscalationPolicy,
    services.Service,
    integrations.ServiceIntegration,
    rules.EventOrchestrationService,
    slack_connections.SlackConnection,
)
WAIT_FACTOR_VARIABLE = "SETPOINT_SANDBOX_WAIT_FACTOR"

_URL = "apiUrlOverride"
_ENVIRONMENT = {"token": "PAGERDUTY_TOKEN", "userToken": "PAGERDUTY_USER_TOKEN"}


class PagerDutyPlugin(Plugin):
    """The sandbox's plugin of the package `pagerduty`.

    The environment variable SETPOINT_SANDBOX_WAIT_FACTOR scales the waits between tries, which
    are the published plugin's and add up to minutes; tests set it to 0.
    """

    name = "pagerduty"
    version = "4.37.0"

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self.cancelled)
        self.resources = [type_(self.session) for type_ in TYPES]
        self.functions = [lookup(self.session) for lookup in LOOKUPS]

    def check_config(self, news: Props) -> CheckResult:
        """Refuse an address that is not on loopback, before anything is sent."""
        try:
            _address(news)
        except PluginError as error:
            return CheckResult(news, [CheckFailure(_URL, str(error))])
        return CheckResult(news)

    def configure(self, config: Props) -> None:
        """Make the clients; ask once whether the token is valid unless told not to."""
        url = _address(config)
        self.session.pauses.factor = float(os.environ.get(WAIT_FACTOR_VARIABLE, "1"))
        self.session.open(
            HttpTransport(url),
            url,
            token=_setting(config, "token"),
            user_token=_setting(config, "userToken"),
            check=str(config.get("skipCredentialsValidation", "")).lower() != "true",
        )

    def schema(self) -> str:
        """Name the types and functions; programs use the published SDK and need no more."""
        return json.dumps(
            {
                "name": self.name,
                "version": self.version,
                "resources": {
                    type_.token: {"inputProperties": dict.fromkeys(type_.inputs, _ANY)}
                    for type_ in TYPES
                },
                "functions": {lookup.token: {} for lookup in LOOKUPS},
            }
        )


_ANY: Mapping[str, str] = {"$ref": "pulumi.json#/Any"}


def _address(config: Props) -> str:
    url = str(config.get(_URL) or "")
    if not url:
        raise PluginError(
            "The sandbox's PagerDuty plugin needs the address of the sandbox in "
            f"pagerduty:{_URL}; it never reaches the real PagerDuty."
        )
    try:
        return require_loopback(url, f"pagerduty:{_URL} of the sandbox's plugin").rstrip("/")
    except SandboxError as error:
        raise PluginError(str(error)) from error


def _setting(config: Props, key: str) -> str:
    return str(config.get(key) or os.environ.get(_ENVIRONMENT[key]) or "")
