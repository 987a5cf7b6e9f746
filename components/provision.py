"""A catalog comes in, resources go out.

This module decides what is built and what is handed from one component to the next: from a
schedule to an escalation policy, from a PagerDuty integration to a topic, from a topic to an
alarm, from an alarm to a dashboard. What a resource looks like is left to the components.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pulumi

from components.cloudwatch.alarms import ServiceAlarmsArgs, declare_alarms
from components.cloudwatch.dashboards import Dashboards, DashboardsArgs
from components.cloudwatch.notifications import Notifications, NotificationsArgs
from components.cloudwatch.queries import SavedQueries
from components.cloudwatch.slack import SlackArgs
from components.cloudwatch.topic import Pages
from components.digest.digest import Digest, DigestArgs
from components.pagerduty.integration import vendor_lookup
from components.pagerduty.on_call import OnCall, OnCallArgs
from components.pagerduty.people import People, PeopleArgs
from components.pagerduty.service import PagedService, PagedServiceArgs
from components.pagerduty.slack_connection import SlackWorkspace
from components.prometheus.managed import ManagedPrometheus, ManagedPrometheusArgs
from components.sentry.alerts import SentryServiceAlertsArgs, declare_sentry_alerts
from components.sentry.integrations import PagingKey
from components.sentry.organization import SentryOrganization, SentryOrganizationArgs
from components.settings import Settings, read_settings
from setpoint.catalog.model import PrometheusRule
from setpoint.catalog.naming import Naming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import Catalog, Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What somebody may want to know of an environment once it exists.

    Attributes:
        dashboards: Address of each dashboard in the console, by id.
        sentry_dsns: DSN of each client key, by `project/key`.
    """

    dashboards: Mapping[str, str]
    sentry_dsns: Mapping[str, pulumi.Output[str]]


def provision(catalog: Catalog, settings: Settings | None = None) -> Outputs:
    """Declare every resource of the environment.

    Args:
        catalog: One environment's.
        settings: Facts about the accounts; read from the stack's config when left out.
    """
    settings = settings or read_settings(catalog)
    services = _provision_paging(catalog, settings)
    notifications = _provision_notifications(catalog, settings, services)
    _provision_cloudwatch(catalog, notifications)
    _provision_prometheus(catalog, settings, services, notifications)
    _provision_digests(catalog, settings, notifications)
    sentry = _provision_sentry(catalog, services, protected=settings.protected)
    return Outputs(
        dashboards={
            key: _console_url(dashboard.name, catalog.region)
            for key, dashboard in catalog.dashboards.items()
        },
        sentry_dsns=sentry.dsns if sentry else {},
    )


def _provision_paging(catalog: Catalog, settings: Settings) -> Mapping[str, PagedService]:
    """Build PagerDuty's side; nothing at all where nobody may be paged."""
    if not catalog.pagerduty_services:
        return {}
    people = People(
        "people",
        PeopleArgs(
            people=list(catalog.people.values()),
            teams=list(catalog.teams.values()),
            users=catalog.pagerduty_users,
        ),
    )
    on_call = OnCall(
        "on-call",
        OnCallArgs(
            schedules=list(catalog.schedules.values()),
            escalations=list(catalog.escalations.values()),
            people=people,
            protected=settings.protected,
        ),
    )
    vendor_id, slack = vendor_lookup(), _incident_slack(catalog, settings)
    return {
        key: PagedService(
            key,
            PagedServiceArgs(
                service=service,
                policy_ids=on_call.policy_ids,
                vendor_id=vendor_id,
                protected=settings.protected,
                slack=slack,
            ),
        )
        for key, service in catalog.pagerduty_services.items()
    }


def _incident_slack(catalog: Catalog, settings: Settings) -> SlackWorkspace | None:
    """Return the workspace that PagerDuty writes to, and say so where it can't be told."""
    if not catalog.slack_workspace:
        return None
    if settings.slack_connections:
        return SlackWorkspace(id=catalog.slack_workspace, channels=catalog.slack_channels)
    if any(service.slack for service in catalog.pagerduty_services.values()):
        pulumi.log.warn("PagerDuty's Slack connections are left out: they need pagerduty:userToken")
    return None


def _provision_notifications(
    catalog: Catalog, settings: Settings, services: Mapping[str, PagedService]
) -> Notifications | None:
    if not catalog.topics:
        return None
    return Notifications(
        "notifications",
        NotificationsArgs(
            topics=list(catalog.topics.values()),
            region=catalog.region,
            prometheus_topics=_topics_of(catalog, PrometheusRule),
            pages=_pages(settings, services),
            slack=_alarm_slack(catalog),
            tags=catalog.tags,
        ),
    )


def _pages(settings: Settings, services: Mapping[str, PagedService]) -> Pages:
    urls = {
        key: pulumi.Output.concat(
            settings.events_url, "/integration/", service.keys["cloudwatch"], "/enqueue"
        )
        for key, service in services.items()
        if "cloudwatch" in service.keys
    }
    return Pages(protocol=urlsplit(settings.events_url).scheme, urls=urls)


def _alarm_slack(catalog: Catalog) -> SlackArgs | None:
    if not catalog.slack_workspace:
        return None
    return SlackArgs(
        workspace=catalog.slack_workspace,
        channels=catalog.slack_channels,
        naming=Naming(catalog.organization, catalog.environment),
        tags=catalog.tags,
        boundary=catalog.permissions_boundary,
    )


def _topics_of(catalog: Catalog, signal: type[Signal]) -> frozenset[str]:
    """Return the ids of topics that alerts of one kind of signal notify."""
    return frozenset(
        topic
        for alert in catalog.alerts.values()
        if isinstance(alert.signal, signal)
        for topic in alert.route.all_topics
    )


def _provision_prometheus(
    catalog: Catalog,
    settings: Settings,
    services: Mapping[str, PagedService],
    notifications: Notifications | None,
) -> None:
    """Build nothing where a server of one's own takes the files, or where there is no rule."""
    prometheus = catalog.prometheus
    if prometheus is None or prometheus.workspace == "none" or not prometheus.namespaces:
        return
    ManagedPrometheus(
        "prometheus",
        ManagedPrometheusArgs(
            catalog=catalog,
            protected=settings.protected,
            prometheus=prometheus,
            topic_arns=notifications.topic_arns if notifications else {},
            keys={
                key: service.keys["events_v2"]
                for key, service in services.items()
                if "events_v2" in service.keys
            },
        ),
    )


def _provision_cloudwatch(catalog: Catalog, notifications: Notifications | None) -> None:
    alarms = declare_alarms(
        catalog.alerts.values(),
        ServiceAlarmsArgs(
            topic_arns=notifications.arns_by_region if notifications else {},
            region=catalog.region,
        ),
    )
    if catalog.queries:
        SavedQueries("queries", list(catalog.queries.values()))
    if catalog.dashboards:
        Dashboards(
            "dashboards",
            DashboardsArgs(
                dashboards=list(catalog.dashboards.values()),
                queries=catalog.queries,
                alarm_arns={key: alarm.arn for key, alarm in alarms.items()},
                region=catalog.region,
            ),
        )


def _provision_digests(
    catalog: Catalog, settings: Settings, notifications: Notifications | None
) -> None:
    for key, digest in catalog.digests.items():
        assert notifications is not None  # noqa: S101 - a digest has a topic
        args = DigestArgs(
            digest=digest,
            topic_arn=notifications.topic_arns[digest.topic],
            sentry_url=settings.sentry_url,
            alarm_regions=catalog.alarm_regions,
            kms_key=catalog.topics[digest.topic].kms_key,
            tags=catalog.tags,
            boundary=catalog.permissions_boundary,
        )
        Digest(key, args)


def _provision_sentry(
    catalog: Catalog, services: Mapping[str, PagedService], *, protected: bool
) -> SentryOrganization | None:
    settings = catalog.sentry
    if settings is None:
        return None
    organization = SentryOrganization(
        settings.organization,
        SentryOrganizationArgs(
            settings=settings,
            paging_keys=_sentry_keys(catalog, services),
            teams=list(catalog.sentry_teams.values()),
            projects=list(catalog.sentry_projects.values()),
            emails=catalog.sentry_members,
            protected=protected,
        ),
    )
    declare_sentry_alerts(
        catalog.alerts.values(),
        SentryServiceAlertsArgs(
            organization=organization,
            api=settings.api,
            emails=catalog.sentry_members,
            slack_channels=catalog.slack_channels,
        ),
    )
    return organization


def _sentry_keys(catalog: Catalog, services: Mapping[str, PagedService]) -> Mapping[str, PagingKey]:
    return {
        key: PagingKey(name=catalog.pagerduty_services[key].name, key=service.keys["sentry"])
        for key, service in services.items()
        if "sentry" in service.keys
    }


def _console_url(dashboard: str, region: str) -> str:
    return (
        f"https://{region}.console.aws.amazon.com/cloudwatch/home"
        f"?region={region}#dashboards/dashboard/{dashboard}"
    )
