"""The plugin: what the package offers, over one account of Sentry's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.plugin import CheckResult, Plugin
from providers.sentry_alerting import PACKAGE, VERSION
from providers.sentry_alerting.account import Account
from providers.sentry_alerting.alert import Alert
from providers.sentry_alerting.cron_monitor import CronMonitor
from providers.sentry_alerting.lookups import (
    GetAlert,
    GetIntegration,
    GetMember,
    GetProject,
    GetSentryApp,
    GetTeam,
)
from providers.sentry_alerting.metric_monitor import MetricMonitor
from providers.sentry_alerting.monitor_lookups import GetMonitor, GetMonitors
from providers.sentry_alerting.pagerduty_service import PagerDutyService
from providers.sentry_alerting.project_ownership import ProjectOwnership
from providers.sentry_alerting.schema import package_schema
from providers.sentry_alerting.settings import check_settings
from providers.sentry_alerting.uptime_monitor import UptimeMonitor

if TYPE_CHECKING:
    from providers.plugin import Props

RESOURCES = (
    MetricMonitor,
    UptimeMonitor,
    CronMonitor,
    Alert,
    PagerDutyService,
    ProjectOwnership,
)
FUNCTIONS = (
    GetIntegration,
    GetTeam,
    GetMember,
    GetProject,
    GetMonitor,
    GetMonitors,
    GetAlert,
    GetSentryApp,
)


class SentryAlerting(Plugin):
    """The package `sentry-alerting`."""

    name = PACKAGE
    version = VERSION

    def __init__(self) -> None:
        """Everything shares one account, which `configure` gives its settings."""
        super().__init__()
        self.account = Account(self.cancelled, self._inform)
        self.resources = [resource(self.account) for resource in RESOURCES]
        self.functions = [function(self.account) for function in FUNCTIONS]

    def check_config(self, news: Props) -> CheckResult:
        """Name what is no setting, or none that can be used."""
        return CheckResult(news, check_settings(news))

    def configure(self, config: Props) -> None:
        """Take the settings; nothing is asked of Sentry yet."""
        self.account.configure(config)

    def schema(self) -> str:
        """The schema, from the declarations."""
        return package_schema(
            [resource.declaration for resource in RESOURCES],
            [function.declaration for function in FUNCTIONS],
        )

    def cancel(self) -> None:
        """Cut what is under way."""
        self.account.client.close()

    def _inform(self, message: str, urn: str) -> None:
        self.log.write("INFO", message, urn=urn)
