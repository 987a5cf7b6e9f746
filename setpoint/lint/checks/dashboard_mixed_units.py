"""The check `dashboard/mixed-units`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import GraphWidget
from setpoint.lint.check import EnvironmentCheck
from setpoint.lint.metrics import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class DashboardMixedUnits(EnvironmentCheck):
    """A graph draws different units on one axis."""

    name = "dashboard/mixed-units"
    severity = "info"
    summary = "A graph draws different units on one axis"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        for name, dashboard in environment.catalog.dashboards.items():
            for place, widget in enumerate(dashboard.widgets):
                if not isinstance(widget, GraphWidget) or widget.view != "timeSeries":
                    continue
                shown = (q.metric for q in widget.queries if q.metric and q.return_data)
                units = sorted({unit for metric in shown if (unit := unit_of(metric))})
                if len(units) > 1:
                    message = (
                        f"{widget.title!r} draws {' and '.join(units)} on one axis; make two graphs"
                    )
                    yield ("dashboards", name, "widgets", place), message
