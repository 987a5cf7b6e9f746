"""Dashboards and saved queries in CloudWatch's terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from setpoint.catalog.model.alarm import MetricQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A line drawn on a graph: an alert's threshold, or a target the config names."""

    label: str
    value: float
    fill: Literal["above", "below", "none"]
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A widget's place on the 24-column grid."""

    x: int
    y: int
    width: int
    height: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphWidget(_Placed):
    """A graph, number, gauge or pie over metrics."""

    view: Literal["timeSeries", "singleValue", "gauge", "bar", "pie"]
    queries: tuple[MetricQuery, ...]
    period: int
    stacked: bool
    thresholds: tuple[Threshold, ...]
    y_min: float | None = None
    y_max: float | None = None
    y_label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWidget(_Placed):
    """Markdown."""

    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmStatusWidget(_Placed):
    """The state of alerts' alarms; `alerts` are alert ids."""

    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogsWidget(_Placed):
    """A Logs Insights query's result; `query` is a saved query's id."""

    query: str
    view: Literal["table", "bar", "pie", "timeSeries"]


Widget: TypeAlias = GraphWidget | TextWidget | AlarmStatusWidget | LogsWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """A CloudWatch dashboard; `name` is unique in the account."""

    id: str
    name: str
    widgets: tuple[Widget, ...]
    start: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """A CloudWatch Logs Insights query saved under a name (`/` makes folders)."""

    id: str
    name: str
    query_string: str
    log_groups: tuple[str, ...]
