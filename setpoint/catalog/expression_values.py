"""What an expression can come to: the lowest and the highest value, by those of its parts.

A comparison is 0 or 1, and a quotient has no value where it would be divided by 0. Source: AWS's
CloudWatch user guide, "Using math expressions with CloudWatch metrics", "Comparison and logical
operators" and "Functions supported for metric math".
"""

from __future__ import annotations

from functools import reduce
from math import inf
from typing import TYPE_CHECKING, Final

from setpoint.expressions import metrics_insights
from setpoint.expressions.metric_math import parse
from setpoint.expressions.metric_math.nodes import (
    Array,
    Call,
    Chain,
    Negation,
    Number,
    Reference,
    Word,
)
from setpoint.metrics import Bounds, bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from setpoint.catalog.model import MetricQuery
    from setpoint.expressions.metric_math import Node

_COMPARING: Final = frozenset({">", ">=", "<", "<=", "==", "!=", "AND", "OR"})
# Among the values of what they are given.
_WITHIN: Final = frozenset({"AVG", "FIRST", "LAST", "MAX", "MIN", "TIME_SERIES"})
_TRUTH: Final = Bounds(0, 1)


def values_of_outcome(queries: Sequence[MetricQuery], named: str | None = None) -> Bounds | None:
    """Return what the query that an alarm watches can be, None where anything can.

    Args:
        queries: All that the alarm has.
        named: The unit that the config names, for a metric that a query selects.
    """
    watched = next((each for each in queries if each.return_data), None)
    if watched is None:
        return None
    return _Values(queries, named).of_query(watched)


class _Values:
    """One pass over queries that name one another."""

    def __init__(self, queries: Iterable[MetricQuery], named: str | None) -> None:
        self._queries = {query.id: query for query in queries}
        self._named = named

    def of_query(self, query: MetricQuery) -> Bounds | None:
        if query.metric is not None:
            metric = query.metric
            return bounds(metric.namespace, metric.name, metric.statistic, metric.unit)
        text = query.expression or ""
        if not metrics_insights.selects_metrics(text):
            return self._of(parse(text))
        selected = metrics_insights.parse(text)
        return bounds(selected.namespace, selected.metric, selected.statistic, self._named)

    def _of(self, node: Node) -> Bounds | None:
        match node:
            case Number(value=value):
                return Bounds(value, value)
            case Reference(name=name):
                return self.of_query(self._queries[name]) if name in self._queries else None
            case Negation(operand=operand):
                return _product(self._of(operand), Bounds(-1, -1))
            case Array(items=items):
                return _hull(map(self._of, items))
            case Chain() | Call():
                return self._chain(node) if isinstance(node, Chain) else self._call(node)
            case _:
                return None

    def _chain(self, node: Chain) -> Bounds | None:
        if not _COMPARING.isdisjoint(node.operators):
            return _TRUTH
        outcome = self._of(node.operands[0])
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            outcome = _joined(operator, outcome, self._of(operand))
        return outcome

    def _call(self, node: Call) -> Bounds | None:
        name, given = node.function, node.arguments
        if name == "IF":
            return _hull(map(self._of, given[1:]))
        if name == "FILL":
            return _hull(self._of(each) for each in given if not isinstance(each, Word))
        return self._of(given[0]) if name in _WITHIN else None


def _hull(found: Iterable[Bounds | None]) -> Bounds | None:
    """Return what one of several can be."""
    known = list(found)
    if not known or None in known:
        return None
    lows, highs = zip(*(each for each in known if each is not None), strict=True)
    return Bounds(min(lows), max(highs))


def _joined(operator: str, one: Bounds | None, other: Bounds | None) -> Bounds | None:
    if one is None or other is None:
        return None
    match operator:
        case "+":
            return Bounds(one.low + other.low, one.high + other.high)
        case "-":
            return Bounds(one.low - other.high, one.high - other.low)
        case "*":
            return _product(one, other)
        case "/":
            return _product(one, _inverse(other))
        case _:
            return None


def _product(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    if one is None or other is None:
        return None
    ends = [_times(a, b) for a in one for b in other]
    return Bounds(reduce(min, ends), reduce(max, ends))


def _times(one: float, other: float) -> float:
    return one * other if one and other else 0.0


def _inverse(of: Bounds) -> Bounds | None:
    """Return one by what is never 0: what would be divided by 0 has no value."""
    if of.low < 0:
        return None
    return Bounds(1 / of.high if of.high else inf, 1 / of.low if of.low else inf)
