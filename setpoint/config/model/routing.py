"""Severities, channels and webhooks: what follows when an alert goes off."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Tag

from setpoint.config.model.recipients import Recipients, States
from setpoint.config.model.section import Section
from setpoint.config.model.signal.sentry_action import Ticket
from setpoint.config.model.support_hours import Page, Response
from setpoint.config.model.types import EscalationRef, Items, Line, LongText, WebhookRef, WebhookUrl
from setpoint.config.model.types.word import LIST_OR_WORD, only
from setpoint.vendors.pagerduty_severity import PagerDutySeverity

Never: TypeAlias = Annotated[Literal["never"], *only("never", "a list nor `never`")]
Webhooks: TypeAlias = Annotated[
    Annotated[Items[WebhookRef], Tag("~list")] | Annotated[Never, Tag("~word")], LIST_OR_WORD
]
Tickets: TypeAlias = Annotated[
    Annotated[Items[Ticket], Tag("~list")] | Annotated[Never, Tag("~word")], LIST_OR_WORD
]


class Webhook(Section):
    """An address of one's own that is called."""

    url: WebhookUrl
    """Where Amazon SNS posts what alarms say; it has to confirm the subscription."""
    sentry_app: Line | None = None
    """Slug of the internal integration in Sentry that calls it; needed for Sentry's alerts."""


class Notify(States, Recipients):
    """Channels besides a page."""

    webhooks: Webhooks = ()
    """Ids of webhooks; `never` calls none, not even the severity's."""
    tickets: Tickets = ()
    """Tickets that Sentry opens; `never` opens none, not even the severity's."""


class Severity(States, Recipients):
    """What an alert of this severity does."""

    webhooks: Items[WebhookRef] = ()
    """Ids of webhooks that are called."""
    tickets: Items[Ticket] = ()
    """Tickets that Sentry opens for its own alerts."""
    description: LongText | None = None
    """What belongs under it."""
    page: Page | None = None
    """Urgency of the page, which may differ by support hours; nobody is paged if absent."""
    escalation: EscalationRef | None = None
    """Id of the escalation that is paged, instead of the service's."""
    respond_within: Response | None = None
    """Time in which somebody should respond, which may differ by support hours."""
    pagerduty_severity: PagerDutySeverity | None = None
    """PagerDuty's severity of the event; made from the severity's id if absent."""
