"""The component of one service's alerts in Sentry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import pulumi

from components.sentry.monitors import declare_issue_alert, declare_monitor
from components.sentry.place import SentryPlace
from components.sentry.rules import declare_issue_rule, declare_metric_rule
from setpoint.catalog.model import SentryAlert, SentryMonitor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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

    alerts: Sequence[Alert]
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
        place = SentryPlace(
            parent=self,
            organization=args.organization.slug,
            project_slugs=args.organization.project_slugs,
            team_ids=args.organization.team_ids,
            integrations=args.organization.integrations,
            emails=args.emails,
            slack_channels=args.slack_channels,
        )
        for alert in args.alerts:
            _declare(alert, args.api, place)
        self.register_outputs({})


def _declare(alert: Alert, api: Literal["monitors", "rules"], place: SentryPlace) -> None:
    signal = alert.signal
    if isinstance(signal, SentryMonitor):
        declare = declare_monitor if api == "monitors" else declare_metric_rule
        declare(alert.id, signal, place)
    elif isinstance(signal, SentryAlert):
        declare_one = declare_issue_alert if api == "monitors" else declare_issue_rule
        declare_one(alert.id, signal, place)
