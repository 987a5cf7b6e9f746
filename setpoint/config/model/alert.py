"""An alert: how bad, who cares, and exactly one signal."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias

from pydantic import Field

from setpoint.config.model.allowance import Allowances
from setpoint.config.model.level import Level
from setpoint.config.model.one_of import OneOf
from setpoint.config.model.routing import Notify
from setpoint.config.model.section import Section
from setpoint.config.model.signal.cloudwatch import CloudWatch
from setpoint.config.model.signal.cloudwatch_anomaly import CloudWatchAnomaly
from setpoint.config.model.signal.cloudwatch_logs import CloudWatchLogs
from setpoint.config.model.signal.cloudwatch_math import CloudWatchMath
from setpoint.config.model.signal.composite import Composite
from setpoint.config.model.signal.http_check import HttpCheck
from setpoint.config.model.signal.prometheus import Prometheus
from setpoint.config.model.signal.sentry_cron import SentryCron
from setpoint.config.model.signal.sentry_issue import SentryIssue
from setpoint.config.model.signal.sentry_metric import SentryMetric
from setpoint.config.model.signal.sentry_uptime import SentryUptime
from setpoint.config.model.support_hours import AlertPage, Response
from setpoint.config.model.types import (
    EscalationRef,
    Id,
    Line,
    LongText,
    OwnerRef,
    Scalar,
    SeverityRef,
    TemplateRef,
)
from setpoint.config.model.types.region import Region
from setpoint.config.model.types.suggestion import Suggestion

Signal = (
    CloudWatch
    | CloudWatchMath
    | CloudWatchAnomaly
    | CloudWatchLogs
    | Composite
    | HttpCheck
    | SentryMetric
    | SentryIssue
    | SentryUptime
    | SentryCron
    | Prometheus
)
SIGNALS = (
    "cloudwatch",
    "cloudwatch_math",
    "cloudwatch_anomaly",
    "cloudwatch_logs",
    "composite",
    "http_check",
    "sentry_metric",
    "sentry_issue",
    "sentry_uptime",
    "sentry_cron",
    "prometheus",
)
SENTRY_SIGNALS = ("sentry_metric", "sentry_issue", "sentry_uptime", "sentry_cron")


Runbook: TypeAlias = Annotated[LongText, Suggestion("runbook")]


class Alert(Section):
    """A condition that somebody should know of; has exactly one signal.

    `template`, `with` and `levels` are gone once the config is read: what they stand for is there.
    """

    one_of: ClassVar[OneOf | None] = OneOf("signal", SIGNALS)

    template: TemplateRef | None = None
    """Id of the template that has what the alert itself doesn't say."""
    with_: dict[Id, Scalar] = Field(default_factory=dict, alias="with")
    """The template's parameters, by name."""
    levels: dict[SeverityRef, Level] = Field(default_factory=dict)
    """Several thresholds, each by its severity's id, instead of `severity` and `threshold`."""
    severity: SeverityRef
    """Id of its severity, which decides the routing."""
    summary: Line
    """What is wrong, in one line, as the person who is woken reads it."""
    description: LongText | None = None
    """More about it."""
    runbook: Runbook | None = None
    """URL of what to do, or the name of a page in defaults.runbooks."""
    owner: OwnerRef | None = None
    """Id of the team or person who cares for the alert; the service's team if absent."""
    region: Region | None = None
    """AWS region of its alarms, where the metrics are; the service's if absent."""
    enabled: bool = True
    """Whether it notifies."""
    respond_within: Response | None = None
    """Time in which somebody should respond; the severity's if absent."""
    notify: Notify | None = None
    """Channels besides the severity's."""
    escalation: EscalationRef | None = None
    """Id of another escalation than the severity's and the service's."""
    page: AlertPage | None = None
    """Urgency of the page instead of the severity's; never pages nobody."""
    allow: Allowances = ()
    """Findings of `setpoint lint` about this alert that are accepted."""
    cloudwatch: CloudWatch | None = None
    """One CloudWatch metric against a fixed threshold."""
    cloudwatch_math: CloudWatchMath | None = None
    """A metric math expression against a fixed threshold."""
    cloudwatch_anomaly: CloudWatchAnomaly | None = None
    """A metric or expression against CloudWatch's anomaly detection band."""
    cloudwatch_logs: CloudWatchLogs | None = None
    """Lines of a log group that match a pattern, counted."""
    composite: Composite | None = None
    """The states of several alarms combined."""
    http_check: HttpCheck | None = None
    """A Route 53 health check of an endpoint."""
    sentry_metric: SentryMetric | None = None
    """A Sentry metric monitor."""
    sentry_issue: SentryIssue | None = None
    """A Sentry alert on issues."""
    sentry_uptime: SentryUptime | None = None
    """An address that Sentry requests again and again."""
    sentry_cron: SentryCron | None = None
    """A job that tells Sentry when it runs."""
    prometheus: Prometheus | None = None
    """An alert rule of Prometheus."""

    @property
    def present(self) -> list[str]:
        """The keys of the signals that are there; in a valid config, one."""
        given = self.model_fields_set  # asked of each alert by many checks
        return [key for key in SIGNALS if key in given]

    @property
    def kind(self) -> str:
        """The key of the alert's signal, such as `cloudwatch_math`."""
        return self.present[0]

    @property
    def signal(self) -> Signal:
        """The alert's only signal."""
        found: Signal = getattr(self, self.kind)
        return found
