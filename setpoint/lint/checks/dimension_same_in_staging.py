"""The check `dimension/same-in-staging`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.naming import PRODUCTION
from setpoint.lint.check import project_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.lint.alarms import Alarm
    from setpoint.lint.project import Environment, Project


@project_check("dimension/same-in-staging", "warning")
def dimension_same_in_staging(project: Project) -> Iterator[tuple[Environment, Path, str]]:
    """Another environment watches prod's own resource."""
    production = project.environments.get(PRODUCTION)
    if production is None:
        return
    known = {alarm.path: alarm for alarm in production.alarms if alarm.own_metric}
    for environment in project.environments.values():
        if environment is production:
            continue
        for alarm in environment.alarms:
            twin = known.get(alarm.path)
            if twin is None or twin.alert.region != alarm.alert.region:
                continue
            if not any(_same(alarm, twin)):
                continue
            told = ", ".join(next(_same(alarm, twin)))
            message = f"{told} is what {PRODUCTION} watches; give {environment.name} its own"
            yield environment, (*alarm.path, *_where(alarm)), message


def _same(one: Alarm, other: Alarm) -> Iterator[tuple[str, ...]]:
    """Yield dimensions that both have, of each metric."""
    for metric, theirs in zip(one.metrics, other.metrics, strict=False):
        if metric.dimensions and metric.dimensions == theirs.dimensions:
            yield tuple(f"{name} {value}" for name, value in metric.dimensions.items())


def _where(alarm: Alarm) -> Path:
    return ("metric", "dimensions") if alarm.single is not None else ("metrics",)
