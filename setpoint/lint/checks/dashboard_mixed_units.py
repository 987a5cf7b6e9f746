"""The check `dashboard/mixed-units`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import GraphWidget
from setpoint.lint.check import environment_check
from setpoint.metrics import unit_of_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Metric
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("dashboard/mixed-units", "info")
def dashboard_mixed_units(environment: Environment, project: Project) -> Iterator[Remark]:
    """A graph draws different units on one axis."""
    for name, dashboard in environment.catalog.dashboards.items():
        for place, widget in enumerate(dashboard.widgets):
            if not isinstance(widget, GraphWidget) or widget.view != "timeSeries":
                continue
            shown = (q.metric for q in widget.queries if q.metric and q.return_data)
            units = sorted({unit for metric in shown if (unit := _unit(metric))})
            if len(units) > 1:
                message = (
                    f"{widget.title!r} draws {' and '.join(units)} on one axis; make two graphs"
                )
                yield ("dashboards", name, "widgets", place), message


def _unit(metric: Metric) -> str | None:
    return unit_of_values(metric.namespace, metric.name, metric.statistic, metric.unit)
