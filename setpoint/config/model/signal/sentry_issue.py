"""`sentry_issue`: a Sentry alert on issues, with triggers and filters."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from providers.sentry_alerting import limits
from providers.sentry_alerting.vocabulary import Activity, Logic, Trigger
from setpoint.config.model.section import Section
from setpoint.config.model.signal.sentry import IssueOwnerRef, SentrySignal
from setpoint.config.model.signal.sentry_action import Action
from setpoint.config.model.signal.sentry_condition import Condition
from setpoint.config.model.types import Items, Line
from setpoint.config.model.types.choice import duration_choice
from setpoint.config.model.types.names import Ref
from setpoint.config.model.types.reference import Reference

_validate_frequency, _frequency_schema = duration_choice(
    "Sentry", (60 * minutes for minutes in limits.FREQUENCIES)
)
Frequency: TypeAlias = Annotated[int, _validate_frequency, _frequency_schema]
STREAMS = ("issues", "errors")
"""Monitors that Sentry makes for every project."""
MonitorRef: TypeAlias = Annotated[Ref, Reference("alert", words=STREAMS)]


class IssueFilter(Section):
    """Conditions that an issue's event must meet before anybody is notified."""

    match: Logic = "all"
    """How many of the conditions must hold."""
    conditions: Items[Condition]
    """The conditions, one key each; an empty list lets everything through."""
    actions: Items[Action] = ()
    """What Sentry does besides when this filter matches, one key each."""


class SentryIssue(SentrySignal):
    """An alert (Sentry: workflow) on the issues of a project."""

    owner: IssueOwnerRef | None = None
    """Id of the team or person that the alert belongs to in Sentry; nobody if absent."""
    environment: Line | None = None
    """Sentry's environment; all of them if absent."""
    monitors: Annotated[Items[MonitorRef], Field(min_length=1)] = ("issues",)
    """Whose issues it looks at: issues (any of the project's), errors, and sentry_metric,
    sentry_uptime or sentry_cron alerts as service/alert."""
    triggers: Items[Trigger] = ()
    """When an issue is looked at; any of them is enough. [] leaves it to the monitors."""
    seer_activities: Items[Activity] = ()
    """Steps of Sentry's own analysis upon which an issue is looked at, too."""
    filters: Items[IssueFilter] = ()
    """What must hold besides; none of them lets everything through."""
    frequency: Frequency = 1800
    """Shortest time between notifications about one issue: 0s, 5m, 10m, 30m, 1h, 3h, 12h, 1d."""
