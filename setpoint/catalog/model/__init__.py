"""The catalog: everything one environment's alerting consists of, resolved and frozen.

Plain values in the vendors' own terms, no YAML, no Pulumi. `setpoint.catalog` builds
it from the typed config; components, reports and checks read it.
"""

from setpoint.catalog.model.alert import Alert, Channels, Route
from setpoint.catalog.model.allowance import Allowance
from setpoint.catalog.model.catalog import Catalog
from setpoint.catalog.model.dashboard import (
    AlarmStatusWidget,
    Dashboard,
    GraphWidget,
    LogsWidget,
    SavedQuery,
    TextWidget,
    Threshold,
    Widget,
)
from setpoint.catalog.model.people import (
    Escalation,
    EscalationRule,
    Layer,
    Person,
    Restriction,
    Schedule,
    Target,
    Team,
)
from setpoint.catalog.model.routing import (
    AlertOverride,
    PagerDutyService,
    Subscription,
    SupportHours,
    Topic,
)
from setpoint.catalog.model.sentry import (
    SentryAction,
    SentryAlert,
    SentryCondition,
    SentryCronMonitor,
    SentryFilter,
    SentryMonitor,
    SentryOwnership,
    SentryOwnershipRule,
    SentryProject,
    SentrySettings,
    SentrySignal,
    SentryTeam,
    SentryUptimeMonitor,
    SentryWatch,
)
from setpoint.catalog.model.signal import (
    AnomalyAlarm,
    CompositeAlarm,
    HealthCheck,
    LogMetric,
    MathAlarm,
    Metric,
    MetricAlarm,
    MetricQuery,
    Signal,
)
from setpoint.config.value import Origin, Secret, Text

__all__ = [
    "AlarmStatusWidget",
    "Alert",
    "AlertOverride",
    "Allowance",
    "AnomalyAlarm",
    "Catalog",
    "Channels",
    "CompositeAlarm",
    "Dashboard",
    "Escalation",
    "EscalationRule",
    "GraphWidget",
    "HealthCheck",
    "Layer",
    "LogMetric",
    "LogsWidget",
    "MathAlarm",
    "Metric",
    "MetricAlarm",
    "MetricQuery",
    "Origin",
    "PagerDutyService",
    "Person",
    "Restriction",
    "Route",
    "SavedQuery",
    "Schedule",
    "Secret",
    "SentryAction",
    "SentryAlert",
    "SentryCondition",
    "SentryCronMonitor",
    "SentryFilter",
    "SentryMonitor",
    "SentryOwnership",
    "SentryOwnershipRule",
    "SentryProject",
    "SentrySettings",
    "SentrySignal",
    "SentryTeam",
    "SentryUptimeMonitor",
    "SentryWatch",
    "Signal",
    "Subscription",
    "SupportHours",
    "Target",
    "Team",
    "Text",
    "TextWidget",
    "Threshold",
    "Topic",
    "Widget",
]
