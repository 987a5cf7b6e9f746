"""The whole config of one environment."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from setpoint.config.model.allowance import Allowances
from setpoint.config.model.dashboard import Dashboard, SavedQuery
from setpoint.config.model.defaults import Defaults
from setpoint.config.model.digest import Digest
from setpoint.config.model.oncall import Escalation, Schedule
from setpoint.config.model.people import Group, Person, Team
from setpoint.config.model.prometheus import PrometheusSettings
from setpoint.config.model.routing import Severity, Webhook
from setpoint.config.model.section import Section
from setpoint.config.model.service import Service
from setpoint.config.model.template import Template
from setpoint.config.model.types import Id, Scalar
from setpoint.config.model.vendors import PagerDuty, Sentry, Slack


class Config(Section):
    """Which conditions wake whom."""

    organization: Id
    """Short name of the organization; part of every vendor's names."""
    defaults: Defaults = Field(default_factory=Defaults)
    """What alerts share unless they say otherwise."""
    variables: dict[Id, Scalar] = Field(default_factory=dict)
    """Values that texts take in with ${name}; an overlay gives an environment its own."""
    paging: bool | None = None
    """Whether anybody is paged; if absent, only in the environment prod."""
    slack: Slack | None = None
    """The Slack workspace and its channels."""
    pagerduty: PagerDuty = Field(default_factory=PagerDuty)
    """The PagerDuty account."""
    sentry: Sentry | None = None
    """The Sentry organization and its projects."""
    prometheus: PrometheusSettings | None = None
    """Where the rules of Prometheus are evaluated."""
    people: dict[Id, Person] = Field(default_factory=dict)
    """People, by id."""
    groups: dict[Id, Group] = Field(default_factory=dict)
    """Groups of people who are told together, by id."""
    webhooks: dict[Id, Webhook] = Field(default_factory=dict)
    """Addresses of one's own that are called, by id."""
    teams: dict[Id, Team] = Field(default_factory=dict)
    """Teams, by id."""
    schedules: dict[Id, Schedule] = Field(default_factory=dict)
    """On-call schedules, by id."""
    escalations: dict[Id, Escalation] = Field(default_factory=dict)
    """Escalations, by id."""
    severities: Annotated[dict[Id, Severity], Field(min_length=1)]
    """Severities, by id; each decides where its alerts go."""
    templates: dict[Id, Template] = Field(default_factory=dict)
    """Alerts that services use again and again, by id."""
    services: Annotated[dict[Id, Service], Field(min_length=1)]
    """Services with their alerts, by id."""
    queries: dict[Id, SavedQuery] = Field(default_factory=dict)
    """Saved log queries, by id."""
    dashboards: dict[Id, Dashboard] = Field(default_factory=dict)
    """CloudWatch dashboards, by id."""
    digests: dict[Id, Digest] = Field(default_factory=dict)
    """Digests of what happened, by id."""
    allow: Allowances = ()
    """Findings of `setpoint lint` that are accepted wherever they are."""
