"""The growth of an expression out of that of the metrics in it."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final, TypeAlias

from setpoint.expressions import metrics_insights
from setpoint.expressions.metric_math import growth
from setpoint.expressions.metric_math.growth import ANY, Growth
from setpoint.expressions.metric_math.nodes import (
    Array,
    Call,
    Chain,
    Negation,
    Number,
    Reference,
    Text,
)
from setpoint.expressions.metric_math.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from setpoint.expressions.metric_math.nodes import Node

_Several: TypeAlias = "list[Growth]"
_Found: TypeAlias = "Growth | _Several"
_ORDER: Final = frozenset({">", ">=", "<", "<="})


def grow(text: str, metrics: Mapping[str, Growth], expressions: Mapping[str, str]) -> Growth:
    """Return the growth of an expression or a query.

    Args:
        text: What is watched; valid, as are the others.
        metrics: Growth of each metric by its id.
        expressions: The other expressions by id.
    """
    found = _Growing(metrics, expressions).of_text(text)
    return found if isinstance(found, Growth) else ANY


def grow_node(node: Node, metrics: Mapping[str, Growth]) -> Growth:
    """Return the growth of a part of an expression that names no other expression."""
    found = _Growing(metrics, {}).of(node)
    return found if isinstance(found, Growth) else ANY


def of_query(query: metrics_insights.Query) -> Growth:
    """Return the growth of what a query's function makes of metrics."""
    match query.function:
        case "SUM" | "COUNT":
            return growth.total(never_negative=True)
        case "MAX":
            return growth.highest(never_negative=False)
        case "MIN":
            return growth.lowest(never_negative=False)
        case _:
            return growth.mean(never_negative=False)


class _Growing:
    """One pass over expressions that name one another."""

    def __init__(self, metrics: Mapping[str, Growth], expressions: Mapping[str, str]) -> None:
        self._metrics = metrics
        self._expressions = expressions
        self._known: dict[str, _Found] = {}

    def of_text(self, text: str) -> _Found:
        if metrics_insights.selects_metrics(text):
            return of_query(metrics_insights.parse(text))
        return self.of(parse(text))

    def of(self, node: Node) -> _Found:
        """Return the growth of a node."""
        if isinstance(node, Number):
            return growth.number(node.value)
        match node:
            case Reference(name=name):
                return self._named(name)
            case Array(items=items):
                return [each for item in items for each in _several(self.of(item))]
            case Negation(operand=operand):
                return _each(growth.negated, self.of(operand))
            case Chain():
                return self._chain(node)
            case _:
                return self._call(node) if isinstance(node, Call) else ANY

    def _named(self, name: str) -> _Found:
        if name in self._metrics:
            return self._metrics[name]
        if name not in self._known:
            self._known[name] = self.of_text(self._expressions[name])
        return self._known[name]

    def _chain(self, node: Chain) -> _Found:
        outcome = self.of(node.operands[0])
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            outcome = _joined(_JOINTS.get(operator, _compared(operator)), outcome, self.of(operand))
        return outcome

    def _call(self, node: Call) -> _Found:
        if node.function == "METRICS":
            part = node.arguments[0] if node.arguments else None
            wanted = part.value if isinstance(part, Text) else ""
            return [each for name, each in self._metrics.items() if wanted in name]
        if node.function == "PERIOD":
            return growth.total(never_negative=True)
        if node.function == "IF":
            return self._choice(node)
        if node.function == "FILL":
            return self._filled(node)
        first = self.of(node.arguments[0]) if node.arguments else ANY
        if node.function in _KEEPING:
            return _each(_KEEPING[node.function], first)
        return self._of_several(node, first)

    def _of_several(self, node: Call, first: _Found) -> Growth:
        """Return the growth of what functions make of a list; other functions tell nothing."""
        if not isinstance(first, list) or not first:
            return ANY
        if node.function in {"FIRST", "LAST"} and isinstance(node.arguments[0], Array):
            return first[0 if node.function == "FIRST" else -1]
        return _FOLDING[node.function](first) if node.function in _FOLDING else ANY

    def _choice(self, node: Call) -> Growth:
        """Return the growth of one of two numbers, which goes with the condition."""
        condition, *values = map(self.of, node.arguments)
        fixed = [each.fixed for each in values if isinstance(each, Growth)]
        if len(fixed) != len(("then", "otherwise")) or not isinstance(condition, Growth):
            return ANY
        then, otherwise = fixed
        if then is None or otherwise is None or not condition.never_negative:
            return ANY
        rises = growth.rising(
            condition,
            never_negative=min(then, otherwise) >= 0,
            never_zero=then != 0 and otherwise != 0,
        )
        return rises if then >= otherwise else growth.negated(rises, rises.never_negative)

    def _filled(self, node: Call) -> _Found:
        """Return the growth of what has a number or a series in its gaps.

        What comes from neighbours of a gap may be of another period.
        """
        filler = self.of(node.arguments[1])
        first = self.of(node.arguments[0])
        return _joined(growth.filled, first, ANY if isinstance(filler, list) else filler)


def _compared(operator: str) -> Callable[[Growth, Growth], Growth]:
    """Return what a comparison makes of two: 1 or 0, by the sign of their difference."""

    def compare(one: Growth, other: Growth) -> Growth:
        if operator not in _ORDER:
            return _truth(ANY)
        high, low = (one, other) if operator[0] == ">" else (other, one)
        return _truth(growth.plus(high, growth.negated(low)))

    return compare


def _truth(found: Growth) -> Growth:
    """Return the growth of a truth value that goes with what is found."""
    return growth.rising(found, never_negative=True)


def _minus(one: Growth, other: Growth) -> Growth:
    return growth.plus(one, growth.negated(other))


def _power(one: Growth, other: Growth) -> Growth:
    if other.fixed is None or not one.never_negative:
        return ANY
    rises = growth.rising(one, never_negative=True, never_zero=one.never_zero)
    if other.fixed >= 0:
        return rises
    return growth.negated(rises, never_negative=True) if one.positive else ANY


def _both(one: Growth, other: Growth) -> Growth:
    return growth.smaller(one, other) if one.never_negative and other.never_negative else ANY


def _either(one: Growth, other: Growth) -> Growth:
    return growth.larger(one, other) if one.never_negative and other.never_negative else ANY


def _absolute(operand: Growth) -> Growth:
    if operand.never_negative:
        return operand
    return Growth(never_negative=True, never_zero=operand.never_zero)


def _rounded_up(operand: Growth) -> Growth:
    whole = operand.never_negative
    return growth.rising(operand, never_negative=whole, never_zero=operand.positive)


def _rounded_down(operand: Growth) -> Growth:
    return growth.rising(operand, never_negative=operand.never_negative)


def _logarithm(operand: Growth) -> Growth:
    """Return a logarithm's growth; where what may be zero or less is, there is no value."""
    return growth.rising(operand, never_negative=False) if operand.positive else ANY


def _average(operands: list[Growth]) -> Growth:
    return growth.divided(growth.summed(operands), growth.number(len(operands)))


def _each(make: Callable[[Growth], Growth], found: _Found) -> _Found:
    return [make(each) for each in found] if isinstance(found, list) else make(found)


def _joined(make: Callable[[Growth, Growth], Growth], one: _Found, other: _Found) -> _Found:
    if isinstance(one, list):
        return [make(each, ANY if isinstance(other, list) else other) for each in one]
    if isinstance(other, list):
        return [make(one, each) for each in other]
    return make(one, other)


def _several(found: _Found) -> _Several:
    return found if isinstance(found, list) else [found]


_JOINTS: Final[dict[str, Callable[[Growth, Growth], Growth]]] = {
    "+": growth.plus,
    "-": _minus,
    "*": growth.times,
    "/": growth.divided,
    "^": _power,
    "AND": _both,
    "OR": _either,
}
_KEEPING: Final[dict[str, Callable[[Growth], Growth]]] = {
    "ABS": _absolute,
    "CEIL": _rounded_up,
    "FLOOR": _rounded_down,
    "LOG": _logarithm,
    "LOG10": _logarithm,
}
_FOLDING: Final[dict[str, Callable[[list[Growth]], Growth]]] = {
    "SUM": growth.summed,
    "AVG": _average,
    "MAX": lambda operands: reduce(growth.larger, operands),
    "MIN": lambda operands: reduce(growth.smaller, operands),
}
