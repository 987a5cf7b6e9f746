"""Sentry: projects, teams, monitors and alerts, in the terms of its monitors API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from setpoint.catalog.model.alarm import Watching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.sentry_alerting.vocabulary import Logic
    from setpoint.config.value import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SentrySettings:
    """The organization and how its alerts are declared.

    Attributes:
        api: `monitors` (sentry.io today) or `rules` (self-hosted from before the change).
        integrations: Name of the integration to use by its provider (`slack`, `github`, ...),
            where an action names none itself.
    """

    organization: str
    api: Literal["monitors", "rules"]
    integrations: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryTeam:
    """A Sentry team, one for each team of the config that owns a project."""

    id: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryOwnershipRule:
    """Who owns the issues that match.

    Attributes:
        type: `path`, `url`, `module` or `tags.NAME`.
        owners: Team ids, and `user:` and a person's id.
    """

    type: str
    pattern: str
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryOwnership:
    """A project's ownership rules; of those that match, the last one wins.

    Attributes:
        auto_assignment: Sentry's own words for whom it assigns new issues to.
        fallthrough: Whether all members are told where no rule matches.
    """

    rules: tuple[SentryOwnershipRule, ...]
    auto_assignment: str
    fallthrough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryProject:
    """A Sentry project; `slug` is unique in the organization.

    Attributes:
        existing: True for a project that is looked up and never created or changed.
        keys: Names of client keys to make (a DSN each).
        teams: Those that see it: the one that owns it, and the teams among the owners.
        ownership: None where the config says nothing of it.
    """

    id: str
    slug: str
    name: str
    platform: str
    teams: tuple[str, ...]
    existing: bool
    keys: tuple[str, ...]
    ownership: SentryOwnership | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryCondition:
    """One condition of a filter.

    Attributes:
        type: Sentry's name of it.
        properties: Its own, as the provider has them: `{"level": "error", "match": "gte"}`.
    """

    type: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryAction:
    """What an alert does, before integration and service ids are known.

    Attributes:
        type: `slack`, `pagerduty`, `email`, `github`, `webhook`, ...
        target: Channel, repository, project, team or person id, ...; for `pagerduty` the
            service's id in the catalog, or its name in Sentry's table if `options` has a
            `service_id`; None where the type says it all.
        options: `priority`, `tags`, `notes` and the like.
        integration: Name of the integration it goes through; None for that of the settings.
    """

    type: str
    target: str | None
    options: Mapping[str, Any]
    integration: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryFilter:
    """An action filter: when its conditions match, its actions run."""

    logic_type: Logic
    conditions: tuple[SentryCondition, ...]
    actions: tuple[SentryAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Monitor(Watching):
    """What Sentry's monitors have in common.

    Attributes:
        owner: Team id, or `user:` and a person's id; None for nobody.
        alert: What turns its issues into notifications.
    """

    name: str
    description: str
    project: str
    owner: str | None
    enabled: bool
    alert: SentryAlert
    vendor = "Sentry"

    @property
    def workflow(self) -> SentryAlert:
        """What turns its issues into notifications."""
        return self.alert


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryMonitor(_Monitor):
    """A metric monitor.

    Attributes:
        time_window: Seconds.
        detection_type: `static`, `percent` or `dynamic`.
        comparison: `gt`, `lt` and `outside` are the ones for `dynamic`.
        comparison_delta: Seconds back that `percent` compares with.
        critical, warning, resolve: Thresholds in the aggregate's unit; for `percent` the share of
            the former value, so that 150 is a rise by 50 %.
        priority: Of the issues that `critical` opens; `medium` for the milder of two levels,
            which is the warning of the monitor that it shares with the graver one.
    """

    dataset: str
    event_types: tuple[str, ...]
    aggregate: str
    query: str
    time_window: int
    environment: str | None
    detection_type: Literal["static", "percent", "dynamic"]
    comparison: Literal["gt", "gte", "lt", "lte", "outside"]
    critical: float | None
    warning: float | None
    resolve: float | None
    comparison_delta: int | None
    sensitivity: str | None
    query_type: str | None = None
    extrapolation_mode: str | None = None
    priority: Literal["high", "medium"] = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryUptimeMonitor(_Monitor):
    """A monitor that requests an address again and again.

    Attributes:
        interval: Seconds between two requests.
        timeout_ms: Milliseconds to wait for a response.
        assertion: A tree of checks as the provider has them (`op` and its operands), None
            for a status from 200 to 299.
    """

    url: str
    method: str
    headers: Mapping[str, Text]
    body: Text | None
    interval: int
    timeout_ms: int
    environment: str
    downtime_threshold: int
    recovery_threshold: int
    assertion: Mapping[str, Any] | None
    trace_sampling: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryCronMonitor(_Monitor):
    """A monitor of a job's check-ins.

    Attributes:
        crontab: None for a job that runs at intervals.
        interval: How many of which unit (`minute` to `year`) lie between two runs, or None.
        checkin_margin, max_runtime: Minutes.
    """

    crontab: str | None
    interval: tuple[int, str] | None
    checkin_margin: int
    max_runtime: int
    failure_threshold: int
    recovery_threshold: int
    time_zone: str

    def unique_names(self, service: str) -> tuple[str, ...]:
        """Return its name: Sentry makes a slug of it, which is unique in the organization."""
        del service
        return (f"cron monitor {self.name}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryAlert(Watching):
    """An alert (workflow): triggers, filters and what is done.

    Attributes:
        frequency: Minutes between notifications of one issue.
        triggers: Sentry's names; empty for an alert fed by a monitor that says itself when.
        seer_activities: Steps of Sentry's own analysis upon which it looks at an issue, too.
        project: The project whose issues it looks at, None when fed by a monitor.
        monitors: What feeds it, where it is no monitor's own: `issues` or `errors` of the
            project, and `service/alert` of monitors.
        owner: As of monitors.
    """

    name: str
    project: str | None
    environment: str | None
    frequency: int
    triggers: tuple[str, ...]
    filters: tuple[SentryFilter, ...]
    enabled: bool
    seer_activities: tuple[str, ...] = ()
    monitors: tuple[str, ...] = ()
    owner: str | None = None
    vendor = "Sentry"

    @property
    def workflow(self) -> SentryAlert:
        """Itself."""
        return self

    @property
    def needs(self) -> tuple[str, ...]:
        """What feeds it."""
        return self.monitors


SentryWatch: TypeAlias = SentryMonitor | SentryUptimeMonitor | SentryCronMonitor
SentrySignal: TypeAlias = SentryWatch | SentryAlert
