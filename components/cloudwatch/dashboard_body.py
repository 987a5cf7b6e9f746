"""The JSON of a dashboard (CloudWatch's "Dashboard Body Structure and Syntax").

Pure functions of the catalog and of alarms' ARNs; key order and spacing are fixed, so that
the same catalog always gives the same text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from setpoint.catalog.model import AlarmStatusWidget, GraphWidget, LogsWidget, TextWidget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import Dashboard, MetricQuery, SavedQuery, Threshold, Widget


def dashboard_body(
    dashboard: Dashboard,
    *,
    region: str,
    alarm_arns: Mapping[str, str],
    queries: Mapping[str, SavedQuery],
) -> str:
    """Return the body.

    `alarm_arns` are by alert id, `queries` by the saved query's; an alert without an ARN is
    no CloudWatch alarm and is left out of widgets of alarms.
    """
    widgets = [_widget(widget, region, alarm_arns, queries) for widget in dashboard.widgets]
    body: dict[str, Any] = {"widgets": widgets}
    if dashboard.start:
        body["start"] = dashboard.start
    return json.dumps(body, sort_keys=True)


def _widget(
    widget: Widget,
    region: str,
    alarm_arns: Mapping[str, str],
    queries: Mapping[str, SavedQuery],
) -> dict[str, Any]:
    kind, properties = "", {}
    match widget:
        case GraphWidget():
            kind, properties = "metric", _graph(widget, region)
        case TextWidget():
            kind, properties = "text", {"markdown": widget.markdown}
        case AlarmStatusWidget():
            arns = [alarm_arns[alert] for alert in widget.alerts if alert in alarm_arns]
            kind, properties = "alarm", {"title": widget.title, "alarms": arns}
        case LogsWidget():
            kind, properties = "log", _logs(widget, region, queries[widget.query])
    place = {"x": widget.x, "y": widget.y, "width": widget.width, "height": widget.height}
    return {"type": kind, **place, "properties": properties}


def _graph(widget: GraphWidget, region: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "title": widget.title,
        "view": widget.view,
        "region": region,
        "period": widget.period,
        "stacked": widget.stacked,
        "metrics": [_metric(query) for query in widget.queries],
    }
    if widget.thresholds:
        lines = [_annotation(threshold) for threshold in widget.thresholds]
        properties["annotations"] = {"horizontal": lines}
    axis = {"min": widget.y_min, "max": widget.y_max, "label": widget.y_label}
    if given := {key: _whole(value) for key, value in axis.items() if value is not None}:
        properties["yAxis"] = {"left": given}
    return properties


def _metric(query: MetricQuery) -> list[Any]:
    """Return one row: an expression alone, or namespace, name, dimensions and options."""
    options: dict[str, Any] = {"id": query.id}
    if query.label:
        options["label"] = query.label
    if query.period:
        options["period"] = query.period
    if not query.return_data:
        options["visible"] = False
    if query.metric is None:
        return [{"expression": query.expression, **options}]
    metric = query.metric
    options["stat"] = metric.statistic
    if query.region:
        options["region"] = query.region
    if metric.account_id:
        options["accountId"] = metric.account_id
    dimensions = [part for pair in metric.dimensions.items() for part in pair]
    return [metric.namespace, metric.name, *dimensions, options]


def _annotation(threshold: Threshold) -> dict[str, Any]:
    line: dict[str, Any] = {
        "label": threshold.label,
        "value": _whole(threshold.value),
        "color": threshold.color,
    }
    if threshold.fill != "none":
        line["fill"] = threshold.fill
    return line


def _whole(value: Any) -> Any:
    """Return 80 for 80.0, as CloudWatch writes it back."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _logs(widget: LogsWidget, region: str, query: SavedQuery) -> dict[str, Any]:
    sources = "".join(f"SOURCE '{group}' | " for group in query.log_groups)
    return {
        "title": widget.title,
        "view": widget.view,
        "region": region,
        "query": sources + query.query_string,
    }
