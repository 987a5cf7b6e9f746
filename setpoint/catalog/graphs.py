"""Graphs, numbers and gauges: metrics, and alerts drawn with their thresholds.

An alert brings what it watches and its threshold as a horizontal line, so that a graph
shows why the alert went off and moves with the config.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from setpoint.catalog.conditions import comparison_symbol
from setpoint.catalog.metrics import build_metric, free_id
from setpoint.catalog.model import (
    AnomalyAlarm,
    GraphWidget,
    MetricAlarm,
    MetricQuery,
    Threshold,
)
from setpoint.catalog.quantity import quantity
from setpoint.catalog.routes import pagerduty_severity
from setpoint.config.metric_units import unit_of, unit_of_math
from setpoint.config.thresholds import ThresholdError, convert
from setpoint.expressions.metric_math import rename

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.layout import Position
    from setpoint.catalog.model import Alert, Judging
    from setpoint.config import model as config
    from setpoint.config.model.dashboard import GraphLine
    from setpoint.config.path import Path

View = Literal["timeSeries", "singleValue", "gauge", "bar", "pie"]
GRAPH_VIEWS: Final[dict[str, View]] = {
    "graph": "timeSeries",
    "number": "singleValue",
    "gauge": "gauge",
    "bar": "bar",
    "pie": "pie",
}
PERIOD = 300
_COLORS: Final = {
    "critical": "#d13212",
    "error": "#ff9900",
    "warning": "#d6b400",
    "info": "#6b7280",
}
_TARGET_COLOR = "#2ca02c"


def build_graph(
    widget: config.Widget,
    position: Position,
    path: Path,
    alerts: Mapping[str, Alert],
    context: Context,
) -> GraphWidget:
    """Return the widget, a graph or one of its kin."""
    kind = next(key for key in GRAPH_VIEWS if getattr(widget, key) is not None)
    section: config.MetricsWidget = getattr(widget, kind)
    path = (*path, kind)
    drawn: list[Alert] = []
    for place, key in enumerate(section.alerts):
        shown = [alerts[each] for each in context.loaded.levels.named(key)]
        drawn += shown
        if not any(part for alert in shown for part in alert.signal.drawn):
            why = "has no metric of CloudWatch's that a graph could show"
            context.refuse((*path, "alerts", place), f"{key} {why}")
    return GraphWidget(
        **position._asdict(),
        title=section.title,
        view=GRAPH_VIEWS[kind],
        queries=(*_own_queries(section, context), *_alert_queries(drawn, context)),
        period=section.period or _period(drawn),
        stacked=section.stacked,
        thresholds=(*_alert_lines(drawn, context), *_targets(section, drawn, path, context)),
        y_min=section.y.min if section.y else None,
        y_max=section.y.max if section.y else None,
        y_label=section.y.label if section.y else None,
    )


def _period(drawn: Iterable[Alert]) -> int:
    """Return the shortest period of what is drawn, so that a graph shows what alarms judge."""
    periods = [part.period for alert in drawn for part in alert.signal.drawn]
    return min(periods, default=PERIOD)


def _own_queries(section: config.MetricsWidget, context: Context) -> Iterator[MetricQuery]:
    """Yield the widget's metrics, hidden where an expression is shown instead."""
    shown = not (section.expression or section.expressions)
    for key, metric in section.by_id.items():
        built = build_metric(metric)
        region = context.regions.home(metric)
        yield MetricQuery(
            id=key,
            metric=built,
            label=metric.label,
            return_data=shown,
            region=_elsewhere(region, context),
        )
    for key, text in section.expressions.items():
        yield MetricQuery(id=key, expression=text, label=key, return_data=True)
    if section.expression:
        yield MetricQuery(
            id=free_id("shown", {*section.by_id, *section.expressions}),
            expression=section.expression,
            label=section.title,
            return_data=True,
        )


def _elsewhere(region: str | None, context: Context) -> str | None:
    """Return a region that a dashboard must name, since it isn't the stack's."""
    return None if region == context.loaded.region else region


def _alert_queries(drawn: Iterable[Alert], context: Context) -> Iterator[MetricQuery]:
    """Yield what alerts watch, each metric once, under ids that don't meet."""
    seen: set[object] = set()
    parts = ((alert, part) for alert in drawn for part in alert.signal.drawn)
    for place, (alert, part) in enumerate(parts, 1):
        region = _elsewhere(alert.region, context)
        for query in _renamed(_queries_of(part), f"a{place}_", alert):
            what = (
                (
                    region,
                    query.metric.namespace,
                    query.metric.name,
                    query.metric.statistic,
                    tuple(query.metric.dimensions.items()),
                )
                if query.metric
                else None
            )
            if what and query.return_data and what in seen:
                continue
            seen.add(what)
            yield replace(query, region=region if query.metric else None)


def _queries_of(alarm: Judging) -> tuple[MetricQuery, ...]:
    if isinstance(alarm, MetricAlarm):
        return (MetricQuery(id="value", metric=alarm.metric, return_data=True),)
    return (*alarm.queries, alarm.band_query) if isinstance(alarm, AnomalyAlarm) else alarm.queries


def _renamed(queries: tuple[MetricQuery, ...], prefix: str, alert: Alert) -> Iterator[MetricQuery]:
    """Yield queries with a prefix before each id, in expressions too."""
    ids = {query.id: f"{prefix}{query.id}" for query in queries}
    for query in queries:
        expression = rename(query.expression, ids) if query.expression else None
        label = query.label or (query.metric.label if query.metric else alert.summary)
        yield MetricQuery(
            id=f"{prefix}{query.id}",
            metric=query.metric,
            expression=expression,
            label=label,
            return_data=query.return_data,
        )


def _alert_lines(drawn: Iterable[Alert], context: Context) -> Iterator[Threshold]:
    for alert in drawn:
        severity = context.config.severities[alert.severity]
        color = _COLORS[pagerduty_severity(alert.severity, severity, alert.route.page)]
        for part in alert.signal.drawn:
            if isinstance(part, AnomalyAlarm):
                continue  # its band is a line of its own
            symbol = comparison_symbol(part.comparison_operator)
            limit = quantity(part.threshold, part.threshold_unit)
            yield Threshold(
                label=f"{alert.id} {symbol} {limit}",
                value=part.threshold,
                fill="above" if symbol.startswith(">") else "below",
                color=color,
            )


def _targets(
    section: config.MetricsWidget, drawn: Iterable[Alert], path: Path, context: Context
) -> Iterator[Threshold]:
    for place, target in enumerate(section.thresholds):
        unit = _unit_shown(section, drawn, target)
        yield Threshold(
            label=target.label,
            value=_value(target, unit, (*path, "thresholds", place, "value"), context),
            fill=target.fill,
            color=target.color or _TARGET_COLOR,
        )


def _unit_shown(
    section: config.MetricsWidget, drawn: Iterable[Alert], target: GraphLine
) -> str | None:
    """Return the unit of the expression that is drawn, of the first metric or the first alert."""
    if section.expression:
        return unit_of_math(section.expression, section.by_id, section.expressions, target.value)
    if section.by_id:
        return unit_of(next(iter(section.by_id.values())), target.value)
    parts = (part for alert in drawn for part in alert.signal.drawn)
    return next((part.threshold_unit for part in parts if not isinstance(part, AnomalyAlarm)), None)


def _value(target: GraphLine, unit: str | None, path: Path, context: Context) -> float:
    try:
        return convert(target.value, unit=unit, statistic=None, period=PERIOD)
    except ThresholdError as error:
        context.refuse(path, str(error))
        return target.value.value
