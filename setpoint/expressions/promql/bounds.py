"""What values an expression can have, whatever the series are: a count is never below one.

Source: prometheus.io, "Query functions" and "Operators": counters and what is made of them never
fall below zero; `count` and `group` have no result without series; `up` is 0 or 1 ("Jobs and
instances").
"""

from __future__ import annotations

from itertools import product
from math import inf, isnan
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import promql_parser as promql

from setpoint.expressions.promql.reading import inner

if TYPE_CHECKING:
    from collections.abc import Callable


class Range(NamedTuple):
    """Lowest and highest value."""

    low: float
    high: float


ANY: Final = Range(-inf, inf)
_NEVER_NEGATIVE: Final = Range(0, inf)
_NUMBER_OF_SERIES: Final = Range(1, inf)
_ONE: Final = Range(1, 1)
_TRUTH: Final = Range(0, 1)
_UP: Final = "up"
_COUNTERS: Final = ("_total", "_bucket", "_count")
# Of counters, of numbers of samples, of distances: nothing below zero.
_FLOORED: Final = frozenset(
    (  # noqa: SIM905 - one text reads better than twenty quoted words
        "abs changes count_over_time day_of_month day_of_week day_of_year days_in_month exp"
        " hour increase irate minute month rate resets sqrt stddev_over_time stdvar_over_time"
        " time timestamp year"
    ).split()
)
_ONES: Final = frozenset({"absent", "absent_over_time", "present_over_time"})
# Between the lowest and the highest of what they are given.
_LEVELS: Final = frozenset(
    (  # noqa: SIM905
        "avg_over_time last_over_time max_over_time min_over_time quantile_over_time"
        " label_join label_replace scalar sort sort_desc vector"
    ).split()
)
_LEVEL_OF_SEVERAL: Final = frozenset(
    {"avg", "max", "min", "topk", "bottomk", "limitk", "limit_ratio", "quantile"}
)
_SUMS: Final = frozenset({"sum", "sum_over_time"})
_COUNTED: Final = frozenset({"count", "count_values"})
_SPREADS: Final = frozenset({"stddev", "stdvar"})


def range_of(tree: promql.Expr) -> Range:
    """Return between which values an expression's results lie."""
    tree = inner(tree)
    return next((of(tree) for kind, of in _BY_KIND if isinstance(tree, kind)), ANY)


def _of_selector(tree: promql.VectorSelector) -> Range:
    name = tree.name or ""
    if name == _UP:
        return _TRUTH
    return _NEVER_NEGATIVE if name.endswith(_COUNTERS) else ANY


def _of_aggregation(tree: promql.AggregateExpr) -> Range:
    name = str(tree.op)
    if name in _COUNTED:
        return _NUMBER_OF_SERIES if name == "count" else ANY
    if name == "group":
        return _ONE
    if name in _SPREADS:
        return _NEVER_NEGATIVE
    below = range_of(tree.expr)
    if name in _SUMS:
        return _NEVER_NEGATIVE if below.low >= 0 else ANY
    return below if name in _LEVEL_OF_SEVERAL else ANY


def _of_call(tree: promql.Call) -> Range:
    name = tree.func.name
    if name in _ONES:
        return _ONE
    if name in _FLOORED:
        return _NEVER_NEGATIVE
    if name in _SUMS:
        return _NEVER_NEGATIVE if range_of(tree.args[0]).low >= 0 else ANY
    if name in _LEVELS and tree.args:
        given = tree.args[1] if name == "quantile_over_time" else tree.args[0]
        return range_of(given)
    return ANY


def _of_operator(tree: promql.BinaryExpr) -> Range:
    sign = str(tree.op)
    left, right = range_of(tree.lhs), range_of(tree.rhs)
    if tree.modifier is not None and tree.modifier.return_bool:
        return _TRUTH
    if sign == "or":
        return Range(min(left.low, right.low), max(left.high, right.high))
    if sign in _CALCULATED:
        return _spanned(_CALCULATED[sign], left, right)
    if sign == "/" and left.low >= 0 and right.low >= 0:
        return _NEVER_NEGATIVE
    # `and`, `unless` and comparisons leave values of the left side
    return left if sign in _LEAVING_LEFT else ANY


def _negated(found: Range) -> Range:
    return Range(-found.high, -found.low)


def _spanned(make: Callable[[float, float], float], one: Range, other: Range) -> Range:
    ends = [make(a, b) for a, b in product(one, other)]
    return ANY if any(map(isnan, ends)) else Range(min(ends), max(ends))


def _times(one: float, other: float) -> float:
    return one * other if one and other else 0.0


_CALCULATED: Final[dict[str, Callable[[float, float], float]]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": _times,
}
_LEAVING_LEFT: Final = frozenset({"and", "unless", ">", ">=", "<", "<=", "==", "!="})
_BY_KIND: Final[tuple[tuple[type, Callable[[Any], Range]], ...]] = (
    (promql.NumberLiteral, lambda tree: Range(tree.val, tree.val)),
    (promql.VectorSelector, _of_selector),
    (promql.MatrixSelector, lambda tree: _of_selector(tree.vector_selector)),
    (promql.SubqueryExpr, lambda tree: range_of(tree.expr)),
    (promql.AggregateExpr, _of_aggregation),
    (promql.UnaryExpr, lambda tree: _negated(range_of(tree.expr))),
    (promql.Call, _of_call),
    (promql.BinaryExpr, _of_operator),
)
_HOLDS: Final[dict[str, Callable[[Range, float], bool]]] = {
    ">": lambda found, limit: found.low > limit,
    ">=": lambda found, limit: found.low >= limit,
    "<": lambda found, limit: found.high < limit,
    "<=": lambda found, limit: found.high <= limit,
    "==": lambda found, limit: found.low == limit == found.high,
    "!=": lambda found, limit: limit < found.low or limit > found.high,
}
_OPPOSITE: Final = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "==": "!=", "!=": "=="}
_MIRRORED: Final = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "==", "!=": "!="}


def holds_anyway(tree: promql.BinaryExpr) -> bool:
    """Return whether every value that can be passes a comparison with a number.

    That there is at least one series is no more than that there are series: `count(x) > 0` is
    how people ask for it.
    """
    sides = _sides(tree)
    if sides is None:
        return False
    watched, sign, limit = sides
    found = range_of(watched)
    return _HOLDS[sign](_NEVER_NEGATIVE if found == _NUMBER_OF_SERIES else found, limit)


def holds_never(tree: promql.BinaryExpr) -> Range | None:
    """Return the values that can be where none passes a comparison with a number, else None."""
    sides = _sides(tree)
    if sides is None:
        return None
    watched, sign, limit = sides
    found = range_of(watched)
    return found if _HOLDS[_OPPOSITE[sign]](found, limit) else None


def _sides(tree: promql.BinaryExpr) -> tuple[promql.Expr, str, float] | None:
    """Return what is compared, the sign, and the number; None where both sides vary."""
    sign = str(tree.op)
    left, right = inner(tree.lhs), inner(tree.rhs)
    if isinstance(right, promql.NumberLiteral):
        return left, sign, float(right.val)
    if isinstance(left, promql.NumberLiteral):
        return right, _MIRRORED[sign], float(left.val)
    return None
