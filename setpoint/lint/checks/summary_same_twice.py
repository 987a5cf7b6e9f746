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
        for alert in environment.catalog.alerts.values():
            key = (alert.service, alert.summary.strip().lower())
            other = first.setdefault(key, alert.id)
            if other != alert.id:
                yield (
                    (*environment.path_of(alert), "summary"),
                    f"{alert.summary!r} is also that of {other}",
                )
