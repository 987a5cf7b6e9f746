"""An alert of one environment: what it watches and whom it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model.channels import Channels
    from setpoint.catalog.model.hours import PageHours, Response
    from setpoint.catalog.model.sentry import SentryAction
    from setpoint.catalog.model.signal import Signal
    from setpoint.config.path import Path
    from setpoint.config.value import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRoute:
    """Who hears that an alarm is in a state other than ALARM.

    Attributes:
        topics: Ids of SNS topics; for OK also the one that pages, so that incidents end.
        actions: ARNs of one's own.
    """

    channels: Channels
    topics: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Whom an alert reaches.

    Attributes:
        page: Urgency of the PagerDuty incident that the alert asks for, at its most urgent hour;
            None when nobody is paged.
        page_hours: What becomes of it where the urgency differs by support hours.
        escalation: Id of the escalation that is paged, None when nobody is.
        topics: Ids of the SNS topics its CloudWatch alarm notifies, at most five.
        tickets: What Sentry opens for its alert, one ticket an issue.
        ok: Who hears that it is over, None for whoever heard of it.
        insufficient_data: Who hears that a CloudWatch alarm has no data, None for nobody.
    """

    page: Literal["high", "low"] | None
    pagerduty_service: str | None
    escalation: str | None
    channels: Channels
    topics: tuple[str, ...]
    tickets: tuple[SentryAction, ...] = ()
    page_hours: PageHours | None = None
    ok: StateRoute | None = None
    insufficient_data: StateRoute | None = None

    @property
    def all_topics(self) -> tuple[str, ...]:
        """The topics of all states, each once."""
        others = [state.topics for state in (self.ok, self.insufficient_data) if state]
        return tuple(dict.fromkeys((*self.topics, *(topic for each in others for topic in each))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert of one environment.

    Attributes:
        id: `service/alert`, as the user writes it.
        kind: The signal's key in the config, such as `cloudwatch_math`.
        condition: The condition as a sentence.
        runbook: URL, or None.
        respond_within: Time in which somebody should respond, or None.
        level_of: Id of the alert in the config that this is a level of, None for a whole one.
        region: AWS region of its alarms, None where no alarm of CloudWatch's watches it.
        origins: Place of each effective value, by path below the alert
            (`composite.any.ratio.cloudwatch_math.threshold`).
    """

    id: str
    service: str
    name: str
    kind: str
    severity: str
    summary: str
    condition: str
    owner: str
    runbook: str | None
    respond_within: Response | None
    enabled: bool
    route: Route
    signal: Signal
    tags: Mapping[str, str]
    origins: Mapping[str, Origin]
    level_of: str | None = None
    region: str | None = None

    @property
    def path(self) -> Path:
        """Where it stands in the config, from the top."""
        return ("services", self.service, "alerts", self.name)
