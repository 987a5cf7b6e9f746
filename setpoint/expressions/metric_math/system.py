"""Expressions that build on one another, as an alarm or a graph has them.

Source: AWS's API reference, MetricDataQuery: an expression names metrics and other expressions
by their ids; an alarm's must come to a single time series.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from setpoint.expressions import metrics_insights
from setpoint.expressions.faults import ExpressionError, Fault
from setpoint.expressions.metric_math.checking import Checking
from setpoint.expressions.metric_math.functions import SOURCES
from setpoint.expressions.metric_math.kinds import Kind
from setpoint.expressions.metric_math.nodes import Call, Reference, references, walk
from setpoint.expressions.metric_math.parsing import parse
from setpoint.expressions.metrics_insights import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.expressions.metric_math.nodes import Node


@dataclass(slots=True)
class Part:
    """One expression of a system.

    Attributes:
        tree: None where it is no expression.
        kind: Of its outcome; None where something in it is wrong.
        faults: What is wrong in it.
        names: Ids that it takes in.
        everything: Whether it takes in all metrics, by METRICS().
        has_data: Whether it gets data by itself, as a query does.
    """

    tree: Node | Query | None = None
    kind: Kind | None = None
    faults: list[Fault] = field(default_factory=list)
    names: frozenset[str] = frozenset()
    everything: bool = False
    has_data: bool = False


def read(
    texts: Mapping[str, str], metrics: Iterable[str], *, alarm: bool, watched: Iterable[str] = ()
) -> dict[str, Part]:
    """Return each expression read and checked, by its id.

    Args:
        texts: Expressions by id.
        metrics: Ids of metrics.
        alarm: Whether an alarm is to watch them.
        watched: Ids of expressions that nobody else may name.
    """
    parts = {key: _parsed(text) for key, text in texts.items()}
    ids: dict[str, Kind | None] = dict.fromkeys(metrics, Kind.series)
    others = [key for key in parts if key not in {*watched, *ids}]
    ids |= dict.fromkeys(others)
    for key in _order(parts, watched):
        part = parts[key]
        if part.tree is not None and not isinstance(part.tree, Query):
            checking = Checking(ids, alarm=alarm)
            part.kind = checking.kind(part.tree)
            part.faults += checking.faults
        if key in others:
            ids[key] = part.kind
    return parts


def gets_data(text: str) -> bool:
    """Return whether an expression gets data by itself, so that it needs a period of its own."""
    return _parsed(text).has_data


def of_one_series(part: Part) -> Fault | None:
    """Return why an alarm can't watch an expression's outcome, None if it can."""
    tree = part.tree
    if part.kind is None or part.kind is Kind.series or tree is None:
        return None
    if isinstance(tree, Query):
        return None  # each series of a query is a contributor of its own
    if part.kind is Kind.array:
        way = "take one of them or combine them: FIRST(...), MAX(...), SUM(...)"
        return Fault(tree.at, f"gives several time series, and an alarm watches one; {way}")
    way = "build a time series with it: m1 - AVG(m1), TIME_SERIES(5)"
    return Fault(tree.at, f"gives {part.kind}, and an alarm watches a time series; {way}")


def _parsed(text: str) -> Part:
    part = Part()
    try:
        if metrics_insights.selects_metrics(text):
            part.tree = query = metrics_insights.parse(text)
            part.kind = Kind.array if query.group_by else Kind.series
            part.has_data = True
        else:
            part.tree = tree = parse(text)
            part.names = references(tree)
            called = {each.function for each in walk(tree) if isinstance(each, Call)}
            part.everything = "METRICS" in called
            part.has_data = not called.isdisjoint(SOURCES)
    except ExpressionError as error:
        part.faults.append(error.fault)
    return part


def _order(parts: Mapping[str, Part], hidden: Iterable[str]) -> list[str]:
    """Return the ids, each after those that it names; circles get their fault and are left out."""
    known = parts.keys() - set(hidden)
    named = {key: part.names & known for key, part in parts.items()}
    while True:
        try:
            return list(TopologicalSorter(named).static_order())
        except CycleError as error:
            circle = error.args[1][::-1]
            first = min(circle, key=list(parts).index)
            start = circle.index(first)
            way = [*circle[start:-1], *circle[:start], first]
            parts[first].faults.append(_circle(parts[first], way))
            named = {key: names for key, names in named.items() if key not in circle}


def _circle(part: Part, way: list[str]) -> Fault:
    """Return the fault of an expression that takes in itself."""
    places = (
        each.at for each in _nodes(part) if isinstance(each, Reference) and each.name == way[1]
    )
    return Fault(next(places, 0), f"{way[0]} depends on itself: {' -> '.join(way)}", way[0])


def _nodes(part: Part) -> Iterator[Node]:
    if part.tree is not None and not isinstance(part.tree, Query):
        yield from walk(part.tree)
