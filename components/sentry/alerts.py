"""The component of one service's alerts in Sentry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import pulumi

from components.sentry.context import SentryContext
from components.sentry.monitors import declare_monitor
from components.sentry.rules import declare_issue_rule, declare_metric_rule
from components.sentry.workflows import declare_issue_alert, declare_own_alert
from setpoint.catalog.model import SentryAlert, SentryMonitor, SentrySignal
from setpoint.catalog.sentry_levels import united

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from components.sentry.organization import SentryOrganization
    from setpoint.catalog.model import Alert, Signal, Text


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
        self._place = SentryContext(
            parent=self,
            organization=args.organization.slug,
            project_slugs=args.organization.project_slugs,
            team_ids=args.organization.team_ids,
            integrations=args.organization.integrations,
            emails=args.emails,
            slack_channels=args.slack_channels,
        )

    def add(
        self, key: str, levels: Sequence[Alert], monitor_ids: dict[str, pulumi.Output[str]]
    ) -> None:
        """Declare an alert, or all levels of one, under its id in the config.

        A monitor's id is added to `monitor_ids`, by the ids of its alerts.

        Raises:
            ValueError: Old rules can't say it, which the config's check refuses.
        """
        signal, context = _united(levels), self._place
        if self._rules:
            _declare_rule(key, signal, context)
        elif isinstance(signal, SentryAlert):
            declare_issue_alert(key, signal, context, monitor_ids)
        elif isinstance(signal, SentrySignal):
            monitor = declare_monitor(key, signal, context)
            monitor_ids.update((level.id, monitor) for level in levels)
            declare_own_alert(key, signal.alert, context, monitor)


def _united(levels: Sequence[Alert]) -> Signal:
    monitors = [each.signal for each in levels if isinstance(each.signal, SentryMonitor)]
    return united(monitors) if monitors else levels[0].signal


def _declare_rule(key: str, signal: object, context: SentryContext) -> None:
    if isinstance(signal, SentryAlert):
        declare_issue_rule(key, signal, context)
    elif isinstance(signal, SentryMonitor):
        declare_metric_rule(key, signal, context)
    else:
        raise ValueError(f"{key}: Sentry's old rules have neither uptime nor cron monitors")  # noqa: TRY004 - a value of the config


def _is_fed(alert: Alert) -> bool:
    return isinstance(alert.signal, SentryAlert)


def declare_sentry_alerts(alerts: Iterable[Alert], args: SentryServiceAlertsArgs) -> None:
    """Declare Sentry's alerts of all services, monitors before the alerts that they feed."""
    services: dict[str, SentryServiceAlerts] = {}
    monitor_ids: dict[str, pulumi.Output[str]] = {}
    watched: dict[str, list[Alert]] = {}
    for alert in alerts:
        if isinstance(alert.signal, SentrySignal):
            watched.setdefault(alert.level_of or alert.id, []).append(alert)
    for key, levels in sorted(watched.items(), key=lambda one: _is_fed(one[1][0])):
        owner = levels[0].service
        if owner not in services:
            services[owner] = SentryServiceAlerts(owner, args)
        services[owner].add(key, levels, monitor_ids)
    for service in services.values():
        service.register_outputs({})
