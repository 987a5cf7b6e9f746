"""Which of two expressions is never less than the other, whatever the data.

Terms that are never negative come or go in what is added up, scaled, or the larger of several;
of any other change nothing is said. Data has no gaps, and nothing is said of an expression that
may have some.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.expressions import metrics_insights
from setpoint.expressions.metric_math.growing import grow_node
from setpoint.expressions.metric_math.nodes import Array, Call, Chain, Negation, Reference, walk
from setpoint.expressions.metric_math.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.expressions.metric_math.growth import Growth
    from setpoint.expressions.metric_math.nodes import Node


class Order(NamedTuple):
    """Of a second value beside a first one.

    Attributes:
        at_least: It is never less.
        at_most: It is never more.
    """

    at_least: bool = False
    at_most: bool = False

    @property
    def turned(self) -> Order:
        """That of what falls as these rise."""
        return Order(self.at_most, self.at_least)


# Functions whose outcome has a value wherever their arguments have one: of IF, with all three.
_WHOLE: Final = frozenset(
    ["ABS", "AVG", "CEIL", "FILL", "FLOOR", "IF", "MAX", "MIN", "PERIOD", "SUM"]
)
_OF_IF: Final = 3
UNKNOWN: Final = Order()
SAME: Final = Order(at_least=True, at_most=True)


def order(
    one: tuple[str, Mapping[str, str]],
    other: tuple[str, Mapping[str, str]],
    metrics: Mapping[str, Growth],
) -> Order:
    """Return how the second expression stands to the first.

    Args:
        one: What is watched, and the expressions by id; valid.
        other: The same.
        metrics: Growth of each metric by its id; an id is the same metric in both.
    """
    if any(metrics_insights.selects_metrics(text) for text, _ in (one, other)):
        return UNKNOWN
    first, second = (_whole(parse(text), expressions) for text, expressions in (one, other))
    ordering = _Ordering(metrics)
    return ordering.of(first, second) if ordering.are_whole(first, second) else UNKNOWN


def _whole(node: Node, expressions: Mapping[str, str]) -> Node:
    """Return an expression with those that it names in their places."""
    match node:
        case Reference(name=name) if name in expressions:
            return _whole(parse(expressions[name]), expressions)
        case Negation(operand=operand):
            return replace(node, operand=_whole(operand, expressions))
        case Chain(operands=below):
            return replace(node, operands=tuple(_whole(each, expressions) for each in below))
        case Call(arguments=below):
            return replace(node, arguments=tuple(_whole(each, expressions) for each in below))
        case Array(items=below):
            return replace(node, items=tuple(_whole(each, expressions) for each in below))
        case _:
            return node


class _Ordering:
    """Of two expressions over the same metrics."""

    def __init__(self, metrics: Mapping[str, Growth]) -> None:
        self._metrics = metrics

    def are_whole(self, *nodes: Node) -> bool:
        """Whether expressions have a value wherever the data has."""
        return all(self._is_whole(each) for node in nodes for each in walk(node))

    def _is_whole(self, node: Node) -> bool:
        match node:
            case Chain(operators=operators, operands=(_, *operands)):
                divisors = [
                    each for sign, each in zip(operators, operands, strict=True) if sign == "/"
                ]
                return "^" not in operators and all(map(self._is_positive, divisors))
            case Call(function=function, arguments=arguments):
                return function in _WHOLE and (function != "IF" or len(arguments) == _OF_IF)
            case _:
                return True

    def _is_never_negative(self, node: Node) -> bool:
        return grow_node(node, self._metrics).never_negative

    def _is_positive(self, node: Node) -> bool:
        return grow_node(node, self._metrics).positive

    def of(self, one: Node, other: Node) -> Order:
        """Return how the other stands to the one."""
        if one == other:
            return SAME
        found = self._of_terms(one, other)
        if found != UNKNOWN:
            return found
        match one, other:
            case Chain(), Chain():
                return self._of_factors(one, other)
            case Call(function=function), Call(function=same) if function == same:
                return self._of_lists(one, other)
            case Negation(operand=first), Negation(operand=second):
                return self.of(first, second).turned
            case _:
                return UNKNOWN

    def _of_terms(self, one: Node, other: Node) -> Order:
        """Return the order of two sums: by what one has and the other hasn't."""
        before, after = (Counter(_terms(each)) for each in (one, other))
        signs = [
            *(self._sign(term, is_added) for term, is_added in (after - before).elements()),
            *(-self._sign(term, is_added) for term, is_added in (before - after).elements()),
        ]
        return _ordered(signs)

    def _sign(self, term: Node, is_added: bool) -> int:
        """Return 1 for what is never negative, -1 for what is never positive, 0 for the rest."""
        if not self._is_never_negative(term):
            return 0
        return 1 if is_added else -1

    def _of_factors(self, one: Chain, other: Chain) -> Order:
        """Return the order of two products with one factor that differs."""
        if one.operators != other.operators or not {*one.operators} <= {"*", "/"}:
            return UNKNOWN
        pairs = list(zip(one.operands, other.operands, strict=True))
        factors = list(zip(("*", *one.operators), pairs, strict=True))
        beside = [first for first, second in pairs if first == second]
        unlike = [(sign, *pair) for sign, pair in factors if pair[0] != pair[1]]
        if len(unlike) != 1 or not all(map(self._is_never_negative, beside)):
            return UNKNOWN
        sign, first, second = unlike[0]
        found = self.of(first, second)
        return found if sign == "*" else found.turned

    def _of_lists(self, one: Call, other: Call) -> Order:
        """Return the order of the largest or the smallest of two lists."""
        if len(one.arguments) != 1 or len(other.arguments) != 1:
            return UNKNOWN
        match one.arguments[0], other.arguments[0]:
            case Array(items=before), Array(items=after) if one.function in {"MAX", "MIN"}:
                found = Order(
                    at_least=not Counter(before) - Counter(after),
                    at_most=not Counter(after) - Counter(before),
                )
                return found if one.function == "MAX" else found.turned
            case _:
                return UNKNOWN


def _ordered(signs: Iterable[int]) -> Order:
    found = set(signs)
    return Order(at_least=found <= {1}, at_most=found <= {-1})


def _terms(node: Node) -> Iterator[tuple[Node, bool]]:
    """Yield what is added up, and whether it is added or taken away."""
    match node:
        case Chain(operands=operands, operators=operators) if {*operators} <= {"+", "-"}:
            for sign, each in zip(("+", *operators), operands, strict=True):
                yield from ((term, is_added is (sign == "+")) for term, is_added in _terms(each))
        case Negation(operand=operand):
            yield from ((term, not is_added) for term, is_added in _terms(operand))
        case Call(function="SUM", arguments=(Array(items=items),)):
            for each in items:
                yield from _terms(each)
        case _:
            yield node, True
