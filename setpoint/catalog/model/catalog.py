"""The whole of one environment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from setpoint.catalog.model.alert import Alert
    from setpoint.catalog.model.allowance import Allowance
    from setpoint.catalog.model.dashboard import Dashboard, SavedQuery
    from setpoint.catalog.model.digest import Digest
    from setpoint.catalog.model.people import Escalation, Person, Schedule, Team
    from setpoint.catalog.model.prometheus import Prometheus
    from setpoint.catalog.model.routing import PagerDutyService, Topic
    from setpoint.catalog.model.sentry import SentryProject, SentrySettings, SentryTeam
    from setpoint.config.value import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """One environment's alerting; mappings are keyed by id and ordered as in the config.

    Attributes:
        region: AWS region of the stack.
        paging: Whether anybody may be paged from this environment.
        pagerduty_users: `create` makes users, `lookup` finds them by e-mail.
        pagerduty_region: PagerDuty's service region.
        slack_workspace: Slack's workspace id (`T...`), None without Slack.
        slack_channels: Channel name with `#` to channel id (`C...`).
        permissions_boundary: ARN of the policy that bounds roles, None without.
        tags: On every resource that carries tags.
        people: Only those that some escalation, schedule or team of it needs.
        pagerduty_services, topics: Only those that some alert or digest uses.
        sentry_members: E-mail address by id of those people whom Sentry's alerts and
            ownership rules name.
        allowances: Findings of checks that the config accepts.
    """

    organization: str
    environment: str
    region: str
    paging: bool
    pagerduty_users: Literal["create", "lookup"]
    pagerduty_region: Literal["us", "eu"]
    slack_workspace: str | None
    slack_channels: Mapping[str, str]
    tags: Mapping[str, str]
    people: Mapping[str, Person]
    teams: Mapping[str, Team]
    schedules: Mapping[str, Schedule]
    escalations: Mapping[str, Escalation]
    pagerduty_services: Mapping[str, PagerDutyService]
    topics: Mapping[str, Topic]
    sentry: SentrySettings | None
    sentry_teams: Mapping[str, SentryTeam]
    sentry_projects: Mapping[str, SentryProject]
    sentry_members: Mapping[str, Text]
    alerts: Mapping[str, Alert]
    queries: Mapping[str, SavedQuery]
    dashboards: Mapping[str, Dashboard]
    digests: Mapping[str, Digest]
    allowances: tuple[Allowance, ...] = ()
    prometheus: Prometheus | None = None
    permissions_boundary: str | None = None

    @property
    def alarm_regions(self) -> tuple[str, ...]:
        """The regions of alarms: the stack's, where those of digests are, then all others."""
        found = {alert.region for alert in self.alerts.values() if alert.region}
        return regions_in_order({self.region, *found}, self.region)


def regions_in_order(regions: Iterable[str], stack: str) -> tuple[str, ...]:
    """Return regions once each, the stack's first."""
    return tuple(sorted(set(regions), key=lambda region: (region != stack, region)))
