"""What vendors remember of what is provisioned, and delete together with it.

- PagerDuty: a deleted service takes its incidents out of reach, a deleted schedule who was on
  call (API reference, "Delete a service", "Delete a schedule").
- Sentry: a deleted project loses its issues, events and settings (API reference, "Delete a
  project").
- Amazon Managed Service for Prometheus: a deleted workspace loses its metrics (API reference,
  DeleteWorkspace: the data is deleted within a month).

Components protect them. A monitor's check-ins go with its alert, which is told as removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import Catalog
    from setpoint.config.path import Path
    from setpoint.review.side import Side


def histories(side: Side) -> Mapping[Path, str]:
    """Return what holds history on one side, with what is said where it is gone."""
    found = (*_pagerduty(side.catalog), *_sentry(side.catalog), *_prometheus(side.catalog))
    return dict(found)


def _pagerduty(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    for key in catalog.pagerduty_services:
        deleted = "PagerDuty's service is deleted, and its incidents with it"
        yield ("services", *key.split("/")), deleted
    for key in catalog.schedules if catalog.pagerduty_services else ():
        deleted = "PagerDuty's schedule is deleted, and with it who was on call when"
        yield ("schedules", key), deleted


def _sentry(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    for key, project in catalog.sentry_projects.items():
        if not project.existing:
            deleted = (
                f"Sentry's project {project.slug} is deleted, and its issues and events with it"
            )
            yield ("sentry", "projects", key), deleted


def _prometheus(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    settings = catalog.prometheus
    if settings and settings.workspace == "managed" and settings.namespaces:
        deleted = "the workspace of Amazon Managed Prometheus is deleted, and its metrics with it"
        yield ("prometheus", "workspace"), deleted
