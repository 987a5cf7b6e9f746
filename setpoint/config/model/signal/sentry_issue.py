"""`sentry_issue`: a Sentry alert on issues, with triggers and filters."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from setpoint.config.model.section import Section
from setpoint.config.model.signal.sentry_condition import Condition
from setpoint.config.model.types import Items, Line, Ref
from setpoint.config.model.types.choice import duration_choice

_validate_frequency, _frequency_schema = duration_choice(
    "Sentry", (0, 5, 10, 30, 60, 180, 720, 1440)
)
Frequency: TypeAlias = Annotated[int, _validate_frequency, _frequency_schema]


class IssueFilter(Section):
    """Conditions that an issue's event must meet before anybody is notified."""

    match: Literal["all", "any", "none"] = "all"
    """How many of the conditions must hold."""
    conditions: Annotated[Items[Condition], Field(min_length=1)]
    """The conditions, one key each."""


class SentryIssue(Section):
    """An alert (Sentry: workflow) on the issues of a project."""

    project: Ref | None = None
    """Id among sentry.projects; the service's sentry_project if absent."""
    environment: Line | None = None
    """Sentry's environment; all of them if absent."""
    triggers: Annotated[
        Items[Literal["first_seen", "reappeared", "regression", "resolved"]], Field(min_length=1)
    ]
    """When an issue is looked at; any of them is enough."""
    filters: Items[IssueFilter] = ()
    """What must hold besides; none of them lets everything through."""
    frequency: Frequency = 1800
    """Shortest time between notifications about one issue: 0s, 5m, 10m, 30m, 1h, 3h, 12h, 1d."""
