"""How a notification travels: SNS topics, PagerDuty services and what they override."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from setpoint.catalog.model.hours import PageHours, SupportHours
    from setpoint.config.value import Text
    from setpoint.vendors.pagerduty_severity import PagerDutySeverity


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Somebody an SNS topic delivers to.

    Attributes:
        protocol: `pagerduty` stands for https to the service's integration endpoint; `http` is
            for webhooks on loopback.
        endpoint: Address, phone number, Slack channel name, URL, or PagerDuty service id.
    """

    id: str
    protocol: Literal["email", "sms", "slack", "pagerduty", "https", "http"]
    endpoint: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An SNS topic; the alarms' actions name it.

    Attributes:
        regions: Where it is needed, the stack's region first: an alarm tells topics of its own
            region only.
        kms_key: Key of AWS KMS that encrypts its messages at rest, None for none.
    """

    id: str
    name: str
    display_name: str
    subscriptions: tuple[Subscription, ...]
    regions: tuple[str, ...]
    kms_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What an alert's events are worth outside some hours.

    Attributes:
        hours: The hours outside which it holds.
    """

    hours: SupportHours
    severity: PagerDutySeverity
    urgency: Literal["high", "low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertOverride:
    """What a service's event orchestration sets for one alert's events.

    Attributes:
        match: Names of alarms (or of metric alerts in Sentry's older API) the rule matches.
        severity: PagerDuty's event severity.
        only_sent: The severity that its events come with, where events of the same name come
            with others, Sentry's of another level; None where the name says it all.
        urgency: Incident urgency.
        escalation: Another escalation than the service's, by id.
        outside: Severity and urgency outside support hours, None where all hours are alike.
    """

    alert: str
    match: tuple[str, ...]
    severity: PagerDutySeverity
    urgency: Literal["high", "low"]
    escalation: str | None
    outside: Outside | None = None
    only_sent: PagerDutySeverity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerDutyService:
    """A PagerDuty service: what a service of the config pages, or some alerts of it.

    Attributes:
        service: Id of the service of the config; the same as `id` but for a service of its own
            for alerts that PagerDuty couldn't tell from others
            (`setpoint.catalog.destinations`).
        acknowledgement_timeout, auto_resolve_timeout: Seconds, None to switch off.
        page_hours: Urgencies of all its incidents, each by the hour at which it begins; None where
            events or the service's support hours decide.
        integrations: Vendors with an integration of their own.
        slack: Channels that a Slack connection keeps informed of its incidents.
    """

    id: str
    service: str
    name: str
    description: str
    team: str
    escalation: str
    acknowledgement_timeout: int | None
    auto_resolve_timeout: int | None
    support_hours: SupportHours | None
    page_hours: PageHours | None = None
    integrations: tuple[Literal["cloudwatch", "sentry", "events_v2"], ...]
    overrides: tuple[AlertOverride, ...]
    slack: tuple[str, ...]
