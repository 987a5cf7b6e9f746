"""The check `limits/dashboard-metrics`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import GraphWidget
from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project

_WIDGET, _DASHBOARD = 500, 2500


@environment_check("limits/dashboard-metrics", "warning")
def limits_dashboard_metrics(environment: Environment, project: Project) -> Iterator[Remark]:
    """A dashboard has more metrics than CloudWatch takes."""
    for name, dashboard in environment.catalog.dashboards.items():
        graphs = [w for w in dashboard.widgets if isinstance(w, GraphWidget)]
        counts = [sum(1 for q in widget.queries if q.metric) for widget in graphs]
        if sum(counts) > _DASHBOARD:
            message = f"{sum(counts)} metrics; CloudWatch takes {_DASHBOARD} in a dashboard"
            yield ("dashboards", name), message
        for widget, count in zip(graphs, counts, strict=True):
            if count > _WIDGET:
                message = f"{widget.title!r} has {count} metrics; a widget takes {_WIDGET}"
                yield ("dashboards", name), message
