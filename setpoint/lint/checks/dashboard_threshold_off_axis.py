"""The check `dashboard/threshold-off-axis`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import GraphWidget
from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("dashboard/threshold-off-axis", "warning")
def dashboard_threshold_off_axis(environment: Environment, project: Project) -> Iterator[Remark]:
    """A threshold lies outside the axis, so nobody sees it."""
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
