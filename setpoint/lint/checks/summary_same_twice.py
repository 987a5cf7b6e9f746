"""The check `summary/same-twice`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import EnvironmentCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class SummarySameTwice(EnvironmentCheck):
    """Two alerts of a service have the same summary."""

    name = "summary/same-twice"
    severity = "warning"
    summary = "Two alerts of a service have the same summary"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        first: dict[tuple[str, str], str] = {}
        alerts = environment.catalog.alerts
        for alert in alerts.values():
            key = (alert.service, alert.summary.strip().lower())
            other = first.setdefault(key, alert.id)
            levels = alert.level_of is not None and alerts[other].level_of == alert.level_of
            if other != alert.id and not levels:
                yield (
                    (*environment.path_of(alert), "summary"),
                    f"{alert.summary!r} is also that of {other}",
                )
