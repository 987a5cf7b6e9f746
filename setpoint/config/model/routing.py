"""Severities and channels: what follows when an alert goes off."""

from __future__ import annotations

from typing import Literal, TypeAlias

from setpoint.config.model.section import Section
from setpoint.config.model.types import Channel, Email, Items, LongText, Phone, Ref, Seconds

Urgency: TypeAlias = Literal["high", "low"]
PagerDutySeverity: TypeAlias = Literal["critical", "error", "warning", "info"]


class Notify(Section):
    """Channels besides a page."""

    slack: Items[Channel] = ()
    """Slack channels, each one named in slack.channels."""
    email: Items[Email] = ()
    """E-mail addresses."""
    sms: Items[Phone] = ()
    """Phone numbers for text messages."""


class Severity(Notify):
    """What an alert of this severity does."""

    description: LongText | None = None
    """What belongs under it."""
    page: Urgency | None = None
    """Urgency of the page; nobody is paged if absent."""
    escalation: Ref | None = None
    """Id of the escalation that is paged, instead of the service's."""
    respond_within: Seconds | None = None
    """Time in which somebody should respond."""
    pagerduty_severity: PagerDutySeverity | None = None
    """PagerDuty's severity of the event; made from the severity's id if absent."""
