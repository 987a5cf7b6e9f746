"""The expressions of an alarm as trees, and what checks ask of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.expression_units import unit_of_expression
from setpoint.expressions.metric_math.checking import Checking
from setpoint.expressions.metric_math.functions import FUNCTIONS
from setpoint.expressions.metric_math.kinds import Kind
from setpoint.expressions.metric_math.nodes import Call, Chain, Number, Reference, children, walk
from setpoint.expressions.metric_math.system import read
from setpoint.expressions.metrics_insights import Query
from setpoint.lint.check import Location
from setpoint.metrics import unit_of_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import MetricQuery
    from setpoint.expressions.metric_math import Node
    from setpoint.lint.alarms import Alarm


def trees(alarm: Alarm) -> dict[str, Node]:
    """Return the alarm's expressions by id; queries that select metrics are none."""
    return {key: tree for key, (tree, _) in _read(alarm).items()}


def location(alarm: Alarm, expression: str, at: int) -> Location:
    """Return the place of a character of the expression with an id, below the alarm's signal."""
    query = next(each for each in _queries(alarm) if each.id == expression)
    path = ("expression",) if query.return_data else ("expressions", expression)
    return Location(path, (query.expression or "", at))


def range_dependent(alarm: Alarm) -> Iterator[tuple[str, Call]]:
    """Yield calls whose value depends on how much data CloudWatch looks at, with expressions' ids.

    Over several series the same functions combine these, period by period.
    """
    kinds: dict[str, Kind | None] = {q.id: Kind.series for q in _queries(alarm) if q.metric}
    found = _read(alarm)
    kinds |= {key: kind for key, (_, kind) in found.items()}
    for key, (tree, _) in found.items():
        for node in walk(tree):
            if isinstance(node, Call) and FUNCTIONS[node.function].of_range:
                first = Checking(kinds, alarm=True).kind(node.arguments[0])
                if first is not Kind.array or node.function == "REMOVE_EMPTY":
                    yield key, node


def unfilled(alarm: Alarm) -> tuple[MetricQuery, ...]:
    """Return the metrics that some expression, or the alarm, uses as they come, without FILL."""
    bare = {name for tree in trees(alarm).values() for name in _bare(tree)}
    shown = (query for query in _queries(alarm) if query.metric)
    return tuple(query for query in shown if query.id in bare or query.return_data)


def made_up(alarm: Alarm) -> tuple[MetricQuery, ...]:
    """Return the metrics that FILL gives a value wherever they are used."""
    bare = unfilled(alarm)
    return tuple(query for query in _queries(alarm) if query.metric and query not in bare)


def fills(alarm: Alarm) -> bool:
    """Whether an expression puts values where there is no data."""
    nodes = (node for tree in trees(alarm).values() for node in walk(tree))
    return any(isinstance(node, Call) and node.function == "FILL" for node in nodes)


def unit_of_outcome(alarm: Alarm, *, shares: bool) -> str | None:
    """Return the unit of a watched expression, by what it is made of; None for no expression."""
    if alarm.expression is None:
        return None
    units = {
        query.id: unit_of_values(m.namespace, m.name, m.statistic, m.unit)
        for query in _queries(alarm)
        if (m := query.metric)
    }
    texts = {query.id: query.expression for query in _queries(alarm) if query.expression}
    return unit_of_expression(
        alarm.expression, metrics=units, expressions=texts, of_query=_selected, shares=shares
    )


def _selected(query: Query) -> str | None:
    return unit_of_values(query.namespace, query.metric, query.statistic)


def dropped(tree: Node) -> bool:
    """Whether an expression has no value where each FILL puts 0: it divides by what is 0 then.

    Source: AWS's CloudWatch user guide, "Using math expressions with CloudWatch metrics": a data
    point that would be divided by zero is dropped.
    """
    quotients = (
        below
        for node in walk(tree)
        if isinstance(node, Chain)
        for sign, below in zip(node.operators, node.operands[1:], strict=True)
        if sign == "/"
    )
    return any(map(_is_zero, quotients))


def _is_zero(node: Node) -> bool:
    """Whether a part comes to 0 where nothing was published."""
    match node:
        case Number(value=value):
            return value == 0
        case Call(function="FILL", arguments=(_, filler)):
            return _is_zero(filler)
        case Chain(operands=operands, operators=operators):
            some = any if set(operators) == {"*"} else all
            return set(operators) <= {"+", "-", "*"} and some(map(_is_zero, operands))
        case _:
            return False


def divides(tree: Node) -> bool:
    """Whether anything is divided by what data decides."""
    for node in walk(tree):
        if isinstance(node, Chain):
            pairs = zip(node.operators, node.operands[1:], strict=True)
            if any(sign == "/" and not isinstance(by, Number) for sign, by in pairs):
                return True
    return False


def _queries(alarm: Alarm) -> tuple[MetricQuery, ...]:
    return getattr(alarm.judging, "queries", ())


def _read(alarm: Alarm) -> dict[str, tuple[Node, Kind | None]]:
    """Return trees with the kinds of their outcomes."""
    queries = _queries(alarm)
    texts = {query.id: query.expression for query in queries if query.expression}
    parts = read(texts, (query.id for query in queries if query.metric), alarm=True)
    return {
        key: (part.tree, part.kind)
        for key, part in parts.items()
        if part.tree is not None and not isinstance(part.tree, Query)
    }


def _bare(tree: Node) -> Iterator[str]:
    """Yield ids that stand outside of each FILL."""
    if isinstance(tree, Call) and tree.function == "FILL":
        return
    if isinstance(tree, Reference):
        yield tree.name
    for each in children(tree):
        yield from _bare(each)
