"""The metrics that an alarm reads, each with its place in the config: named ones and queries'."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import MetricAlarm
from setpoint.expressions import metrics_insights
from setpoint.lint.check import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import Metric, MetricQuery
    from setpoint.config.path import Path
    from setpoint.expressions.metrics_insights import Query
    from setpoint.lint.alarms import Alarm

# What of a query a metric's key is.
_IN_QUERY: Final[Mapping[str, tuple[str, ...]]] = {
    "namespace": ("namespace",),
    "name": ("metric",),
    "dimensions": ("namespace",),
}
# Labels of Metrics Insights that no metric has by itself: AWS.AccountId, tag.env.
_OF_RESOURCES = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A metric that is read.

    Attributes:
        path: Where it stands, below the alarm's signal.
        dimensions: Values by name, those that it is asked for with.
        names: The dimensions that it is to have, no others; None where a query takes any.
        mentioned: The dimensions that are named in any way.
        query: What selects it, and with it its kin; None where it is named.
        text: The query's.
    """

    path: Path
    namespace: str
    name: str
    statistic: str
    unit: str | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] | None = None
    mentioned: frozenset[str] = frozenset()
    query: Query | None = None
    text: str = ""

    def place(self, *below: str) -> Location:
        """Return the place of a part of it: of a query, its character."""
        if self.query is None:
            return Location((*self.path, *below))
        key = _IN_QUERY.get(below[-1], below) if below else ("namespace",)
        names = ((part, below[-1]) for part in ("value", "label")) if len(below) > 1 else (key,)
        return self._at(*names)

    def place_of_name(self, dimension: str) -> Location:
        """Return the place of a dimension's name."""
        if self.query is None:
            return self.place("dimensions", dimension)
        return self._at(("label", dimension))

    def _at(self, *names: tuple[str, ...]) -> Location:
        """Return the place in the query of the first of these that it has."""
        assert self.query is not None  # noqa: S101 - the caller looked
        places = self.query.places
        at = next((places[name] for name in names if name in places), 0)
        return Location(self.path, (self.text, at))


def reads(alarm: Alarm) -> Iterator[Read]:
    """Yield what an alarm reads of what the config names; no filter's and no health check's."""
    if not alarm.own_metric:
        return
    if isinstance(alarm.judging, MetricAlarm):
        yield _named(alarm.judging.metric, ("metric",))
        return
    for query in alarm.judging.queries:
        if query.metric:
            yield _named(query.metric, ("metric",) if query.return_data else ("metrics", query.id))
        elif query.expression and metrics_insights.selects_metrics(query.expression):
            yield _selected(query.expression, _where(query))


def named_metrics(alarm: Alarm) -> Iterator[Read]:
    """Yield what an alarm reads by name, nothing that a query selects."""
    return (each for each in reads(alarm) if each.query is None)


def _where(query: MetricQuery) -> Path:
    return ("expression",) if query.return_data else ("expressions", query.id)


def _named(metric: Metric, path: Path) -> Read:
    names = frozenset(metric.dimensions)
    return Read(
        path=path,
        namespace=metric.namespace,
        name=metric.name,
        statistic=metric.statistic,
        unit=metric.unit,
        dimensions=metric.dimensions,
        names=names,
        mentioned=names,
    )


def _selected(text: str, path: Path) -> Read:
    query = metrics_insights.parse(text)
    compared = {each.label: each.value for each in query.where}
    named = (*(query.schema or ()), *compared, *query.group_by)
    return Read(
        path=path,
        namespace=query.namespace,
        name=query.metric,
        statistic=query.statistic,
        dimensions=compared,
        names=None if query.schema is None else frozenset(query.schema),
        mentioned=frozenset(name for name in named if _OF_RESOURCES not in name),
        query=query,
        text=text,
    )
