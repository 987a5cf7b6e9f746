"""Dashboards: widgets with their places on the 24 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog import prometheus_routing as prometheus
from setpoint.catalog.destinations import SENTRY_KINDS
from setpoint.catalog.graphs import build_graph
from setpoint.catalog.layout import positions
from setpoint.catalog.model import AlarmStatusWidget, Dashboard, LogsWidget, TextWidget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.layout import Position
    from setpoint.catalog.model import Alert, Widget
    from setpoint.config import model as config
    from setpoint.config.levels import Levels
    from setpoint.config.path import Path

# A widget of alarms shows at most so many (CloudWatch, dashboard body structure).
ALARMS = 100


def build_dashboards(context: Context, alerts: Mapping[str, Alert]) -> Mapping[str, Dashboard]:
    """Return every dashboard under its name in the account."""
    dashboards = context.config.dashboards.items()
    return {key: _dashboard(key, dashboard, alerts, context) for key, dashboard in dashboards}


def _dashboard(
    key: str, dashboard: config.Dashboard, alerts: Mapping[str, Alert], context: Context
) -> Dashboard:
    path: Path = ("dashboards", key, "widgets")
    found = positions(dashboard.widgets)
    return Dashboard(
        id=key,
        name=context.naming.dashboard(dashboard.name or f"{context.config.organization}-{key}"),
        widgets=tuple(
            _widget(widget, position, (*path, number), alerts, context)
            for number, (widget, position) in enumerate(zip(dashboard.widgets, found, strict=True))
        ),
        start=dashboard.start,
    )


def _widget(
    widget: config.Widget,
    position: Position,
    path: Path,
    alerts: Mapping[str, Alert],
    context: Context,
) -> Widget:
    place = position._asdict()
    if widget.text is not None:
        return TextWidget(**place, title="", markdown=widget.text.strip())
    if widget.alarms is not None:
        watched = _watched(widget.alarms, alerts, context.loaded.levels)
        if len(watched) > ALARMS:
            many = f"shows {len(watched)} alarms, and CloudWatch allows {ALARMS}; name services"
            context.refuse((*path, "alarms"), many)
        return AlarmStatusWidget(**place, title=widget.alarms.title, alerts=watched)
    if widget.logs is not None:
        logs = widget.logs
        return LogsWidget(**place, title=logs.title, query=logs.query, view=logs.view)
    return build_graph(widget, position, path, alerts, context)


def _watched(
    widget: config.AlarmsWidget, alerts: Mapping[str, Alert], levels: Levels
) -> tuple[str, ...]:
    """Return the alerts that a widget shows, those without a CloudWatch alarm left out."""
    services = widget.services or ()
    named = {each for alert in widget.alerts for each in levels.named(alert)}
    wanted = {
        key
        for key, alert in alerts.items()
        if key in named or services == "all" or alert.service in services
    }
    elsewhere = SENTRY_KINDS | {prometheus.KIND}
    return tuple(
        key for key, alert in alerts.items() if key in wanted and alert.kind not in elsewhere
    )
