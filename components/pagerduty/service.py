"""The component of one PagerDuty service with all through which events reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pulumi
import pulumi_pagerduty as pagerduty

from components.identity import named
from components.pagerduty.integration import IntegrationKind, declare_integration
from components.pagerduty.orchestration import declare_orchestration
from components.pagerduty.slack_connection import SlackWorkspace, declare_slack_connection
from components.pagerduty.urgency import urgency_inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from setpoint.catalog.model import PagerDutyService


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedServiceArgs:
    """What the service needs.

    Attributes:
        policy_ids: Escalation policies' ids by escalation's id.
        vendor_id: From a kind of integration to its vendor's id.
        protected: Whether the service, which has its incidents, can't be deleted.
        slack: None where PagerDuty can't be told to write to Slack.
    """

    service: PagerDutyService
    policy_ids: Mapping[str, pulumi.Output[str]]
    vendor_id: Callable[[IntegrationKind], pulumi.Output[str]]
    protected: bool
    slack: SlackWorkspace | None


class PagedService(pulumi.ComponentResource):
    """A PagerDuty service, its integrations, orchestration and Slack connections.

    Attributes:
        keys: Integration keys by kind, secrets.
    """

    TYPE: ClassVar[str] = "setpoint:pagerduty:PagedService"

    keys: Mapping[IntegrationKind, pulumi.Output[str]]

    def __init__(
        self, name: str, args: PagedServiceArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        key = args.service.id
        service_id: pulumi.Output[str] = self._declare_service(args).id
        self.keys = {
            kind: declare_integration(key, kind, service_id, args.vendor_id, self)
            for kind in args.service.integrations
        }
        if args.service.overrides:
            declare_orchestration(key, service_id, args.service.overrides, args.policy_ids, self)
        if args.slack:
            for channel in args.service.slack:
                declare_slack_connection(key, service_id, channel, args.slack, self)
        self.register_outputs({})

    def _declare_service(self, args: PagedServiceArgs) -> pagerduty.Service:
        service = args.service
        return pagerduty.Service(
            service.id,
            name=service.name,
            description=service.description,
            escalation_policy=args.policy_ids[service.escalation],
            acknowledgement_timeout=_timeout(service.acknowledgement_timeout),
            auto_resolve_timeout=_timeout(service.auto_resolve_timeout),
            auto_pause_notifications_parameters=(
                pagerduty.ServiceAutoPauseNotificationsParametersArgs(enabled=False)
            ),
            opts=pulumi.ResourceOptions.merge(
                named(self), pulumi.ResourceOptions(protect=args.protected)
            ),
            **urgency_inputs(service),
        )


def _timeout(seconds: int | None) -> str:
    """Return the plugin's way to write a timeout; left out, it would fill in a default."""
    return "null" if seconds is None else str(seconds)
