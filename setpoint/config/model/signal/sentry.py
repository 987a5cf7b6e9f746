"""What all signals of Sentry have in common."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from setpoint.config.model.section import Section
from setpoint.config.model.signal.sentry_action import Action
from setpoint.config.model.types import Items, Line, ProjectRef
from setpoint.config.model.types.names import Ref
from setpoint.config.model.types.reference import Reference

IssueOwnerRef: TypeAlias = Annotated[Ref, Reference("team", "person", words=("none",))]


class SentrySignal(Section):
    """Where in Sentry it is, what it is called, and what it does."""

    project: ProjectRef | None = None
    """Id among sentry.projects; the service's sentry_project if absent."""
    name: Line | None = None
    """Name in Sentry; made of the environment, the service and the alert's id if absent."""
    route: bool = True
    """Whether Sentry pages and writes to the channels that the severity says; if false, only
    `actions` are taken."""
    actions: Items[Action] = ()
    """What Sentry does besides, one key each."""


class SentryMonitorSignal(SentrySignal):
    """A monitor, and the alert that its issues feed."""

    alert_name: Line | None = None
    """Name of the monitor's alert; that of the monitor if absent."""
    description: str | None = None
    """Text in the issues it opens; summary and runbook if absent."""
    owner: IssueOwnerRef | None = None
    """Id of the team or person that its issues are assigned to, or none; the service's team if
    absent and made by this config."""
