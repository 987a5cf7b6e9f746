"""The typed config: what a YAML file may say, one module a section.

Positions, merging and references are others' business; here a section only knows
whether it makes sense by itself.
"""

from setpoint.config.model.alarm_actions import AlarmActions
from setpoint.config.model.alert import SENTRY_SIGNALS, SIGNALS, Alert, Signal
from setpoint.config.model.allowance import Allowance
from setpoint.config.model.config import Config
from setpoint.config.model.dashboard import (
    DASHBOARD_COLUMNS,
    WIDGETS,
    AlarmsWidget,
    Dashboard,
    LogsWidget,
    MetricsWidget,
    SavedQuery,
    Widget,
)
from setpoint.config.model.defaults import Defaults
from setpoint.config.model.digest import Digest
from setpoint.config.model.evaluation import Evaluation
from setpoint.config.model.metric import Metric
from setpoint.config.model.oncall import (
    Escalation,
    EscalationRule,
    Layer,
    Override,
    Restriction,
    Schedule,
)
from setpoint.config.model.ownership import OWNERSHIP_MATCHES, OwnershipRule
from setpoint.config.model.people import Group, Person, Team
from setpoint.config.model.prometheus import Alertmanager, PrometheusSettings, Smtp
from setpoint.config.model.recipients import Others, Recipients, States
from setpoint.config.model.routing import Notify, Severity, Webhook
from setpoint.config.model.section import Section
from setpoint.config.model.service import Service
from setpoint.config.model.signal.cloudwatch import CloudWatch
from setpoint.config.model.signal.cloudwatch_anomaly import CloudWatchAnomaly
from setpoint.config.model.signal.cloudwatch_logs import CloudWatchLogs, LogMetric
from setpoint.config.model.signal.cloudwatch_math import CloudWatchMath
from setpoint.config.model.signal.composite import Child, Composite
from setpoint.config.model.signal.http_check import HttpCheck
from setpoint.config.model.signal.prometheus import Prometheus
from setpoint.config.model.signal.sentry import SentryMonitorSignal, SentrySignal
from setpoint.config.model.signal.sentry_action import Action, Ticket
from setpoint.config.model.signal.sentry_assertion import Assertion
from setpoint.config.model.signal.sentry_condition import Condition
from setpoint.config.model.signal.sentry_cron import SentryCron
from setpoint.config.model.signal.sentry_issue import IssueFilter, SentryIssue
from setpoint.config.model.signal.sentry_metric import SentryMetric
from setpoint.config.model.signal.sentry_uptime import SentryUptime
from setpoint.config.model.support_hours import (
    PageByHours,
    ResponseByHours,
    SupportHours,
    most_urgent,
    shortest,
)
from setpoint.config.model.template import Template
from setpoint.config.model.types import Handoff
from setpoint.config.model.vendors import PagerDuty, Sentry, SentryProject, Slack

__all__ = [
    "DASHBOARD_COLUMNS",
    "OWNERSHIP_MATCHES",
    "SENTRY_SIGNALS",
    "SIGNALS",
    "WIDGETS",
    "Action",
    "AlarmActions",
    "AlarmsWidget",
    "Alert",
    "Alertmanager",
    "Allowance",
    "Assertion",
    "Child",
    "CloudWatch",
    "CloudWatchAnomaly",
    "CloudWatchLogs",
    "CloudWatchMath",
    "Composite",
    "Condition",
    "Config",
    "Dashboard",
    "Defaults",
    "Digest",
    "Escalation",
    "EscalationRule",
    "Evaluation",
    "Group",
    "Handoff",
    "HttpCheck",
    "IssueFilter",
    "Layer",
    "LogMetric",
    "LogsWidget",
    "Metric",
    "MetricsWidget",
    "Notify",
    "Others",
    "Override",
    "OwnershipRule",
    "PageByHours",
    "PagerDuty",
    "Person",
    "Prometheus",
    "PrometheusSettings",
    "Recipients",
    "ResponseByHours",
    "Restriction",
    "SavedQuery",
    "Schedule",
    "Section",
    "Sentry",
    "SentryCron",
    "SentryIssue",
    "SentryMetric",
    "SentryMonitorSignal",
    "SentryProject",
    "SentrySignal",
    "SentryUptime",
    "Service",
    "Severity",
    "Signal",
    "Slack",
    "Smtp",
    "States",
    "SupportHours",
    "Team",
    "Template",
    "Ticket",
    "Webhook",
    "Widget",
    "most_urgent",
    "shortest",
]
