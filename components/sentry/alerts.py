"""The component of one service's alerts in Sentry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import pulumi

from components.sentry.monitors import declare_monitor
from components.sentry.place import SentryPlace
from components.sentry.rules import declare_issue_rule, declare_metric_rule
from components.sentry.workflows import declare_issue_alert, declare_own_alert
from setpoint.catalog.model import SentryAlert, SentryMonitor, SentrySignal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from components.sentry.organization import SentryOrganization
    from setpoint.catalog.model import Alert, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryServiceAlertsArgs:
    """What a service's alerts need.

    Attributes:
        api: `monitors`, or `rules` for a self-hosted Sentry from before them.
        emails: Address by person's id.
        slack_channels: Channel id by name with `#`.
    """

    organization: SentryOrganization
    api: Literal["monitors", "rules"]
    emails: Mapping[str, Text]
    slack_channels: Mapping[str, str]


class SentryServiceAlerts(pulumi.ComponentResource):
    """Sentry's monitors and alerts of one service of the config."""

    TYPE: ClassVar[str] = "setpoint:sentry:ServiceAlerts"

    def __init__(
        self,
        name: str,
        args: SentryServiceAlertsArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        self._rules = args.api == "rules"
        self._place = SentryPlace(
            parent=self,
            organization=args.organization.slug,
            project_slugs=args.organization.project_slugs,
            team_ids=args.organization.team_ids,
            integrations=args.organization.integrations,
            emails=args.emails,
            slack_channels=args.slack_channels,
        )

    def add(self, alert: Alert, monitor_ids: dict[str, pulumi.Output[str]]) -> None:
        """Declare an alert; a monitor's id is added to `monitor_ids`, by alert id.

        Raises:
            ValueError: Old rules can't say it, which the config's check refuses.
        """
        signal, place = alert.signal, self._place
        if self._rules:
            _declare_rule(alert.id, signal, place)
        elif isinstance(signal, SentryAlert):
            declare_issue_alert(alert.id, signal, place, monitor_ids)
        elif isinstance(signal, SentrySignal):
            monitor_ids[alert.id] = declare_monitor(alert.id, signal, place)
            declare_own_alert(alert.id, signal.alert, place, monitor_ids[alert.id])


def _declare_rule(key: str, signal: object, place: SentryPlace) -> None:
    if isinstance(signal, SentryAlert):
        declare_issue_rule(key, signal, place)
    elif isinstance(signal, SentryMonitor):
        declare_metric_rule(key, signal, place)
    else:
        raise ValueError(f"{key}: Sentry's old rules have neither uptime nor cron monitors")  # noqa: TRY004 - a value of the config


def declare_sentry_alerts(alerts: Iterable[Alert], args: SentryServiceAlertsArgs) -> None:
    """Declare Sentry's alerts of all services, monitors before the alerts that they feed."""
    services: dict[str, SentryServiceAlerts] = {}
    monitor_ids: dict[str, pulumi.Output[str]] = {}
    watched = [alert for alert in alerts if isinstance(alert.signal, SentrySignal)]
    for alert in sorted(watched, key=lambda one: isinstance(one.signal, SentryAlert)):
        if alert.service not in services:
            services[alert.service] = SentryServiceAlerts(alert.service, args)
        services[alert.service].add(alert, monitor_ids)
    for service in services.values():
        service.register_outputs({})
