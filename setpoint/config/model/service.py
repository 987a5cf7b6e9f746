"""A service: what a team runs, and the alerts on it."""

from __future__ import annotations

from pydantic import Field

from setpoint.config.model.alert import Alert
from setpoint.config.model.allowance import Allowances
from setpoint.config.model.section import Section
from setpoint.config.model.support_hours import SupportHours
from setpoint.config.model.types import (
    EscalationRef,
    Id,
    LongText,
    PagerDutyName,
    ProjectRef,
    TeamRef,
)
from setpoint.config.model.types.region import Region
from setpoint.config.model.types.timeout import Timeout


class Service(Section):
    """What a team runs and is woken for."""

    name: PagerDutyName | None = None
    """Name for people; the id if absent."""
    description: LongText | None = None
    """What it does."""
    team: TeamRef
    """Id of the team that owns it."""
    escalation: EscalationRef | None = None
    """Id of the escalation that is paged where neither alert nor severity names one."""
    sentry_project: ProjectRef | None = None
    """Id of its project among sentry.projects; the default of its Sentry alerts."""
    region: Region | None = None
    """AWS region of its alarms, where its metrics are; the stack's if absent."""
    support_hours: SupportHours | None = None
    """When incidents are urgent, and the hours of its alerts; those of defaults if absent."""
    acknowledgement_timeout: Timeout | None = None
    """Time after which an acknowledged incident triggers again, or never."""
    auto_resolve_timeout: Timeout | None = None
    """Time after which an open incident resolves itself, or never."""
    allow: Allowances = ()
    """Findings of `setpoint lint` about its alerts that are accepted."""
    alerts: dict[Id, Alert] = Field(default_factory=dict)
    """The alerts, by id."""
