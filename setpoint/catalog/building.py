"""From the config of one environment to its catalog."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from setpoint.catalog import people, sentry
from setpoint.catalog.alerts import build_alerts
from setpoint.catalog.allowances import build_allowances
from setpoint.catalog.collisions import refuse_collisions
from setpoint.catalog.context import Context
from setpoint.catalog.dashboards import build_dashboards
from setpoint.catalog.digests import build_digests
from setpoint.catalog.escalations import build_escalations
from setpoint.catalog.model import Catalog
from setpoint.catalog.paging import build_services
from setpoint.catalog.prometheus import build_prometheus
from setpoint.catalog.queries import build_queries
from setpoint.catalog.reuse import Earlier
from setpoint.catalog.schedules import build_schedules
from setpoint.catalog.sentry_members import build_members
from setpoint.catalog.topics import Topics
from setpoint.config import ConfigError, find_project, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from setpoint.config import LoadedConfig


# Catalogs that were read once and stand for their files until they are let go.
_HELD: dict[tuple[Path, str], Catalog] = {}


@contextmanager
def held(catalog: Catalog, root: Path) -> Iterator[None]:
    """Let `load_catalog` return this catalog meanwhile, whatever becomes of its files.

    What was checked and previewed is what is provisioned then, also by a program that loads
    the catalog itself.
    """
    key = (root.resolve(), catalog.environment)
    _HELD[key] = catalog
    try:
        yield
    finally:
        del _HELD[key]


def load_catalog(root: Path, environment: str) -> Catalog:
    """Return the catalog of an environment of the project in (or above) a folder.

    Raises:
        ConfigError: The config is not valid, with everything that is wrong.
    """
    if (root.resolve(), environment) in _HELD:
        return _HELD[root.resolve(), environment]
    return build(load(find_project(root), environment))


def build(loaded: LoadedConfig, earlier: tuple[LoadedConfig, Catalog] | None = None) -> Catalog:
    """Return the catalog of a loaded config.

    Args:
        loaded: The config.
        earlier: Another version of it with its catalog, to take over what is the same.

    Raises:
        ConfigError: Values don't fit each other: a threshold its metric, names each other.
    """
    context = Context.of(loaded)
    topics = Topics(context.naming, context.config.defaults.kms_key)
    known = Earlier(*earlier, loaded) if earlier else None
    alerts = build_alerts(context, topics, known)
    refuse_collisions(alerts, context)
    dashboards = build_dashboards(context, alerts)
    if context.problems:
        raise ConfigError(context.problems)
    config, projects = context.config, sentry.build_projects(context)
    digests = build_digests(context, topics, projects)
    return Catalog(
        organization=config.organization,
        environment=loaded.environment,
        region=loaded.region,
        paging=context.paging,
        pagerduty_users=config.pagerduty.users,
        pagerduty_region=config.pagerduty.region,
        slack_workspace=config.slack.workspace if config.slack else None,
        slack_channels=config.slack.channels if config.slack else {},
        permissions_boundary=config.defaults.permissions_boundary,
        tags={**config.defaults.tags, **context.naming.tags()},
        **_on_call(context),
        pagerduty_services=build_services(context, alerts),
        topics=topics.placed(alerts.values(), loaded.region),
        sentry=sentry.build_settings(context),
        sentry_teams=sentry.build_teams(context, projects),
        sentry_projects=projects,
        sentry_members=build_members(context, alerts.values(), projects.values()),
        alerts=alerts,
        queries=build_queries(context),
        dashboards=dashboards,
        digests=digests,
        allowances=build_allowances(context),
        prometheus=build_prometheus(context, alerts),
    )


def _on_call(context: Context) -> dict[str, Any]:
    """Return people, teams, schedules and escalations; none where nobody is paged."""
    if not context.paging:
        return {"people": {}, "teams": {}, "schedules": {}, "escalations": {}}
    teams = people.build_teams(context)
    schedules = build_schedules(context)
    escalations = build_escalations(context)
    return {
        "people": people.build_people(context, teams, schedules, escalations),
        "teams": teams,
        "schedules": schedules,
        "escalations": escalations,
    }
