"""Saved log queries and dashboards."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from setpoint.config.model.metric import Metric
from setpoint.config.model.one_of import OneOf
from setpoint.config.model.section import Section
from setpoint.config.model.signal.math import Expression, Expressions
from setpoint.config.model.types import (
    AlertRef,
    Items,
    Line,
    LongText,
    Period,
    QueryId,
    QueryName,
    QueryRef,
    ServiceRef,
    Threshold,
)
from setpoint.config.model.types.log_group import LogGroup
from setpoint.config.model.types.pattern import shaped
from setpoint.config.model.types.word import LIST_OR_WORD, only

# A dashboard's grid (CloudWatch, dashboard body structure).
DASHBOARD_COLUMNS = 24
WIDGETS = ("text", "graph", "number", "gauge", "bar", "pie", "alarms", "logs")

# Tags of unions start with this; they are no part of a value's path.
UNION_MARK = "~"


def _metrics_shape(value: Any) -> str:
    """Which of the two shapes a graph's metrics have."""
    return "~map" if isinstance(value, dict) else "~list"


AllServices: TypeAlias = Annotated[Literal["all"], *only("all", "`all` nor a list of services")]
# A list, or a mapping when expressions refer to the metrics by id.
GraphMetrics: TypeAlias = Annotated[
    Annotated[Items[Metric], Tag("~list")] | Annotated[dict[QueryId, Metric], Tag("~map")],
    Discriminator(_metrics_shape),
]
Services: TypeAlias = Annotated[
    Annotated[Items[ServiceRef], Tag("~list")] | Annotated[AllServices, Tag("~word")], LIST_OR_WORD
]


Limit: TypeAlias = Annotated[float, Field(allow_inf_nan=False)]
Color: TypeAlias = Annotated[
    str, *shaped(r"#[0-9a-fA-F]{6}", "a color", "write it in quotes as '#d62728'")
]
DashboardName: TypeAlias = Annotated[
    str,
    *shaped(r"[A-Za-z0-9_-]{1,200}", "a dashboard's name", "use letters, digits, - and _"),
]
Start: TypeAlias = Annotated[
    str,
    *shaped(r"-P(?:[0-9]{1,4}[DW]|T[0-9]{1,4}[HM])", "a start", "write one such as -PT6H or -P7D"),
]


class SavedQuery(Section):
    """A CloudWatch Logs Insights query, saved."""

    name: QueryName | None = None
    """Its name, with / between folders; the id if absent."""
    log_groups: Annotated[Items[LogGroup], Field(min_length=1, max_length=50)]
    """The log groups it reads."""
    query: LongText
    """The query in the language of Logs Insights."""


class GraphLine(Section):
    """A line drawn on a graph."""

    label: Line
    """What the line means."""
    value: Threshold
    """Where it is, in the unit of the graph."""
    fill: Literal["above", "below", "none"] = "none"
    """Which side is shaded."""
    color: Color | None = None
    """As #rrggbb."""


class YAxis(Section):
    """The vertical axis."""

    min: Limit | None = None
    """Lowest value shown."""
    max: Limit | None = None
    """Highest value shown."""
    label: Line | None = None
    """What it counts."""


class MetricsWidget(Section):
    """What graphs, numbers, gauges, bars and pies share."""

    title: Line
    """Title of the widget."""
    metrics: GraphMetrics = ()
    """A list of metrics, or a mapping by the id that expressions use."""
    expression: Expression | None = None
    """An expression over `metrics`, shown instead of them."""
    expressions: Expressions = Field(default_factory=dict)
    """More expressions by id, each shown."""
    alerts: Items[AlertRef] = ()
    """Alerts whose metrics are drawn with their thresholds, as service/alert."""
    thresholds: Items[GraphLine] = ()
    """Further lines: targets, limits."""
    period: Period | None = None
    """Length of one datapoint; 5m if absent."""
    stacked: bool = False
    """Whether lines are stacked areas."""
    y: YAxis | None = None
    """The vertical axis."""

    @property
    def by_id(self) -> dict[str, Metric]:
        """The metrics by id; listed ones are called m1, m2, ..."""
        if isinstance(self.metrics, dict):
            return self.metrics
        return {f"m{n}": metric for n, metric in enumerate(self.metrics, 1)}


class AlarmsWidget(Section):
    """The state of alerts."""

    title: Line
    """Title of the widget."""
    services: Services | None = None
    """`all`, or ids of services whose alerts are shown."""
    alerts: Items[AlertRef] = ()
    """Single alerts, as service/alert."""


class LogsWidget(Section):
    """The result of a saved query."""

    title: Line
    """Title of the widget."""
    query: QueryRef
    """Id of a saved query."""
    view: Literal["table", "bar", "pie", "timeSeries"] = "table"
    """How it is shown."""


class Widget(Section):
    """Exactly one kind of content, and its place."""

    one_of: ClassVar[OneOf | None] = OneOf("content", WIDGETS)

    text: LongText | None = None
    """Markdown."""
    graph: MetricsWidget | None = None
    """Lines over time."""
    number: MetricsWidget | None = None
    """The newest value."""
    gauge: MetricsWidget | None = None
    """The newest value on a dial; wants y.min and y.max."""
    bar: MetricsWidget | None = None
    """The newest values as bars."""
    pie: MetricsWidget | None = None
    """The newest values as shares."""
    alarms: AlarmsWidget | None = None
    """The state of alerts."""
    logs: LogsWidget | None = None
    """The result of a saved query."""
    width: Annotated[int, Field(ge=1, le=24)] = 6
    """Columns of the 24."""
    height: Annotated[int, Field(ge=1, le=1000)] = 6
    """Rows."""
    x: Annotated[int, Field(ge=0, le=23)] | None = None
    """Column of the left edge; widgets flow from left to right if absent."""
    y: Annotated[int, Field(ge=0, le=1000)] | None = None
    """Row of the upper edge."""

    @property
    def kind(self) -> str:
        """The key of the content."""
        return next(key for key in WIDGETS if getattr(self, key) is not None)


class Dashboard(Section):
    """A CloudWatch dashboard."""

    name: DashboardName | None = None
    """Its name: letters, digits, - and _; the environment is added to it."""
    start: Start | None = None
    """What time it shows at first, such as -PT6H."""
    widgets: Annotated[Items[Widget], Field(min_length=1, max_length=500)]
    """What it shows, in reading order."""
