"""The metrics that an alarm reads, each with its place in the config: named ones and queries'."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from setpoint.catalog.model import MetricAlarm
from setpoint.expressions import metrics_insights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import Metric, MetricQuery
    from setpoint.config.path import Path
    from setpoint.expressions.metrics_insights import Query
    from setpoint.lint.alarms import Alarm

# Labels of Metrics Insights that no metric has by itself: AWS.AccountId, tag.env.
_OF_RESOURCES = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A metric that is read.

    Attributes:
        path: Where it stands, below the alarm's signal; a query is one text.
        dimensions: Values by name, those that it is asked for with.
        names: The dimensions that it is to have, no others; None where a query takes any.
        mentioned: The dimensions that are named in any way.
        of_query: Whether a query selects it, and with it its kin.
    """

    path: Path
    namespace: str
    name: str
    statistic: str
    unit: str | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] | None = None
    mentioned: frozenset[str] = frozenset()
    of_query: bool = False

    def place(self, *below: str) -> Path:
        """Return the place of a part of it."""
        return self.path if self.of_query else (*self.path, *below)


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
            yield _selected(metrics_insights.parse(query.expression), _where(query))


def named_metrics(alarm: Alarm) -> Iterator[Read]:
    """Yield what an alarm reads by name, nothing that a query selects."""
    return (each for each in reads(alarm) if not each.of_query)


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


def _selected(query: Query, path: Path) -> Read:
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
        of_query=True,
    )
