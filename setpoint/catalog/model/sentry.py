"""Sentry: projects, teams, monitors and alerts, in the terms of its monitors API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class SentrySettings:
    """The organization and how its alerts are declared.

    Attributes:
        api: `monitors` (sentry.io today) or `rules` (self-hosted from before the change).
        slack_integration: Name of the Slack workspace among Sentry's integrations.
        pagerduty_integration: Name of the PagerDuty account among them.
    """

    organization: str
    api: Literal["monitors", "rules"]
    slack_integration: str | None
    pagerduty_integration: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryTeam:
    """A Sentry team, one for each team of the config that owns a project."""

    id: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryProject:
    """A Sentry project; `slug` is unique in the organization.

    Attributes:
        existing: True for a project that is looked up and never created or changed.
        keys: Names of client keys to make (a DSN each).
    """

    id: str
    slug: str
    name: str
    platform: str
    teams: tuple[str, ...]
    existing: bool
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryCondition:
    """One condition or trigger, `type` and `comparison` as the API has them."""

    type: str
    comparison: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryAction:
    """What an alert does, before integration and service ids are known.

    Attributes:
        type: `slack`, `pagerduty`, `email`, `github`, `webhook`, ...
        target: Channel, PagerDuty service id of the catalog, team or person id, ...
        options: `priority`, `tags`, `notes` and the like.
    """

    type: str
    target: str | None
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryFilter:
    """An action filter: when its conditions match, its actions run."""

    logic_type: Literal["all", "any-short", "none"]
    conditions: tuple[SentryCondition, ...]
    actions: tuple[SentryAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryMonitor:
    """A metric monitor and the alert that turns its issues into notifications.

    Attributes:
        time_window: Seconds.
        detection_type: `static`, `percent` or `dynamic`.
        comparison: `outside` is for `dynamic` only.
        comparison_delta: Seconds back that `percent` compares with.
        critical, warning, resolve: Thresholds in the aggregate's unit.
    """

    name: str
    description: str
    project: str
    owner: str | None
    dataset: str
    event_types: tuple[str, ...]
    aggregate: str
    query: str
    time_window: int
    environment: str | None
    detection_type: Literal["static", "percent", "dynamic"]
    comparison: Literal["gt", "lt", "outside"]
    critical: float | None
    warning: float | None
    resolve: float | None
    comparison_delta: int | None
    sensitivity: str | None
    enabled: bool
    alert: SentryAlert


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryAlert:
    """An alert (workflow): triggers, filters and what is done.

    Attributes:
        frequency: Minutes between notifications of one issue.
        triggers: Empty for an alert fed by a monitor only.
        project: The project whose issues it looks at, None when fed by a monitor.
    """

    name: str
    project: str | None
    environment: str | None
    frequency: int
    triggers: tuple[SentryCondition, ...]
    filters: tuple[SentryFilter, ...]
    enabled: bool
