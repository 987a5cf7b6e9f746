"""The plugin: its configuration and what it offers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from sandbox.plugins.exchange import WAIT_FACTOR_VARIABLE, HttpTransport
from sandbox.plugins.official import official_plugin
from sandbox.plugins.pagerduty import (
    integrations,
    people,
    policies,
    rules,
    schedules,
    services,
    slack_connections,
)
from sandbox.plugins.pagerduty.lookups import LOOKUPS
from sandbox.plugins.pagerduty.session import Session
from sandbox.plugins.plugin import AddressedStandIn

if TYPE_CHECKING:
    from providers.plugin import Props
    from sandbox.plugins.pagerduty.resource import PagerDutyResource

TYPES: tuple[type[PagerDutyResource], ...] = (
    people.Team,
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

_ENVIRONMENT = {"token": "PAGERDUTY_TOKEN", "userToken": "PAGERDUTY_USER_TOKEN"}


class PagerDutyPlugin(AddressedStandIn):
    """The sandbox's plugin of the package `pagerduty`.

    The environment variable SETPOINT_SANDBOX_WAIT_FACTOR scales the waits between tries, which
    are the published plugin's and add up to minutes; tests set it to 0.
    """

    name: ClassVar[str] = "pagerduty"
    version: ClassVar[str] = official_plugin("pagerduty").version
    address_key = "apiUrlOverride"

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self.cancelled)
        self.resources = [type_(self.session) for type_ in TYPES]
        self.functions = [lookup(self.session) for lookup in LOOKUPS]

    def configure(self, config: Props) -> None:
        """Make the clients; ask once whether the token is valid unless told not to."""
        url = self.loopback(config)
        self.session.pauses.factor = float(os.environ.get(WAIT_FACTOR_VARIABLE, "1"))
        self.session.open(
            HttpTransport(url),
            url,
            token=_setting(config, "token"),
            user_token=_setting(config, "userToken"),
            check=str(config.get("skipCredentialsValidation", "")).lower() != "true",
        )


def _setting(config: Props, key: str) -> str:
    return str(config.get(key) or os.environ.get(_ENVIRONMENT[key]) or "")
