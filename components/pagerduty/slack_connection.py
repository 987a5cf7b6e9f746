"""PagerDuty's Slack connections: incidents of a service told to channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi_pagerduty as pagerduty

from components.identity import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pulumi

_EVENTS = (
    "incident.triggered",
    "incident.acknowledged",
    "incident.escalated",
    "incident.reassigned",
    "incident.resolved",
    "incident.reopened",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackWorkspace:
    """The workspace by id (`T...`) and its channels' ids by name with `#`."""

    id: str
    channels: Mapping[str, str]


def declare_slack_connection(
    key: str,
    service_id: pulumi.Output[str],
    channel: str,
    workspace: SlackWorkspace,
    parent: pulumi.Resource,
) -> None:
    """Declare that the service's incidents are told to the channel."""
    pagerduty.SlackConnection(
        f"{key}/{channel.removeprefix('#')}",
        source_id=service_id,
        source_type="service_reference",
        workspace_id=workspace.id,
        channel_id=workspace.channels[channel],
        notification_type="responder",
        configs=[pagerduty.SlackConnectionConfigArgs(events=list(_EVENTS))],
        opts=named(parent),
    )
