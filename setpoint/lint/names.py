"""The names an environment makes in its vendors' accounts, with what they are made for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from setpoint.catalog import naming
from setpoint.catalog.destinations import SENTRY_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.path import Path
    from setpoint.lint.project import Environment


class _Named(Protocol):
    @property
    def name(self) -> str: ...


# Most characters of a name, by what is called so.
LIMITS: Final = {
    "alarm": naming.ALARM_NAME,
    "topic": naming.TOPIC_NAME,
    "dashboard": naming.DASHBOARD_NAME,
    "digest": naming.FUNCTION_NAME,
    "saved query": naming.QUERY_NAME,
    "PagerDuty service": naming.PAGERDUTY_NAME,
    "PagerDuty team": naming.PAGERDUTY_NAME,
    "PagerDuty schedule": naming.PAGERDUTY_NAME,
    "PagerDuty escalation policy": naming.PAGERDUTY_NAME,
    "Sentry alert": naming.SENTRY_NAME,
    "Sentry project": naming.SENTRY_SLUG,
    "namespace of rules": naming.RULE_NAMESPACE,
}


def names_of(environment: Environment) -> Iterator[tuple[str, str, Path]]:
    """Yield kind, name and place in the config of everything with a name of its own."""
    yield from _of_alerts(environment)
    catalog = environment.catalog
    for topic in catalog.topics.values():
        yield "topic", topic.name, ("severities",)
    for key, project in catalog.sentry_projects.items():
        if not project.existing:
            yield "Sentry project", project.slug, ("sentry", "projects", key)
    if catalog.prometheus and catalog.prometheus.workspace != "none":
        for key, name in catalog.prometheus.namespaces.items():
            yield "namespace of rules", name, ("services", key)
    for service in catalog.pagerduty_services.values():
        yield "PagerDuty service", service.name, ("services", service.service)
    sections: dict[str, tuple[str, Mapping[str, _Named]]] = {
        "dashboard": ("dashboards", catalog.dashboards),
        "digest": ("digests", catalog.digests),
        "saved query": ("queries", catalog.queries),
        "PagerDuty team": ("teams", catalog.teams),
        "PagerDuty schedule": ("schedules", catalog.schedules),
        "PagerDuty escalation policy": ("escalations", catalog.escalations),
    }
    for kind, (section, objects) in sections.items():
        for key, made in objects.items():
            yield kind, made.name, (section, key)


def _of_alerts(environment: Environment) -> Iterator[tuple[str, str, Path]]:
    for alert in environment.catalog.alerts.values():
        path = alert.path
        if alert.kind in SENTRY_KINDS:
            yield "Sentry alert", getattr(alert.signal, "name", alert.id), path
        for name in alert.signal.alarm_names:
            yield "alarm", name, path
