"""The check `dashboard/threshold-off-axis`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import GraphWidget
from setpoint.lint.check import EnvironmentCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class DashboardThresholdOffAxis(EnvironmentCheck):
    """A threshold lies outside the axis, so nobody sees it."""

    name = "dashboard/threshold-off-axis"
    severity = "warning"
    summary = "A threshold lies outside the axis, so nobody sees it"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        for name, dashboard in environment.catalog.dashboards.items():
            for place, widget in enumerate(dashboard.widgets):
                if not isinstance(widget, GraphWidget):
                    continue
                low = float("-inf") if widget.y_min is None else widget.y_min
                high = float("inf") if widget.y_max is None else widget.y_max
                for line in widget.thresholds:
                    if not low <= line.value <= high:
                        where = f"the axis of {widget.title!r}"
                        message = f"{line.label!r} at {line.value:g} lies outside {where}"
                        yield ("dashboards", name, "widgets", place), message
