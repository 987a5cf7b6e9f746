"""The check `threshold/same-in-staging`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.naming import PRODUCTION
from setpoint.lint.check import project_check
from setpoint.lint.thresholds import limit, threshold_of
from setpoint.metrics import adds_up, counts_samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.lint.alarms import Alarm
    from setpoint.lint.project import Environment, Project

_NATURAL = frozenset({0.0, 1.0})  # "at all" is the same everywhere


@project_check("threshold/same-in-staging", "info")
def threshold_same_in_staging(project: Project) -> Iterator[tuple[Environment, Path, str]]:
    """Another environment is to have prod's traffic, and nobody says so."""
    production = project.environments.get(PRODUCTION)
    if production is None:
        return
    known = {
        alarm.path: alarm for alarm in production.alarms if not alarm.upwards and _counts(alarm)
    }
    for environment in project.environments.values():
        if environment is production:
            continue
        for alarm in environment.alarms:
            twin, path = known.get(alarm.path), (*alarm.path, "threshold")
            threshold = threshold_of(alarm)
            if twin is None or threshold is None or threshold in _NATURAL:
                continue
            said = environment.loaded.origins.overridden(path)
            if not said and threshold == threshold_of(twin):
                message = f"{limit(alarm)} is that of {PRODUCTION}; say what holds here"
                yield environment, path, message


def _counts(alarm: Alarm) -> bool:
    """Whether it looks at how much there was, of which another environment has less."""
    metric = alarm.single
    return metric is not None and (adds_up(metric.statistic) or counts_samples(metric.statistic))
