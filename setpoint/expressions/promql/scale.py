"""By which constant factor the values of one expression differ from those of another.

What is only multiplied or divided by numbers has the same shape: `100 * a / b` is 100 times
`a / b`. Sums and the aggregations that a factor can be taken out of are looked into; everything
else is as it is written.

Source: prometheus.io, "Operators": arithmetic is done sample by sample, and `and` and `unless`
leave values of the left side.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import Any, Final, NamedTuple, TypeAlias

import promql_parser as promql

from setpoint.expressions.promql.reading import inner, parse

Shape: TypeAlias = tuple[Any, ...]

_NUMBER: Final[Shape] = ("number",)
_SUMS: Final = frozenset({"+", "-", "or"})
_LEAVING_LEFT: Final = frozenset({"and", "unless"})
# A factor can be taken out of the first whatever it is, of the others if it is above zero.
_LINEAR: Final = frozenset({"sum", "avg"})
_RISING: Final = frozenset({"min", "max", "topk", "bottomk", "quantile", "stddev"})


class _Scaled(NamedTuple):
    """A shape, and by what its values are multiplied; never by zero."""

    factor: Fraction
    shape: Shape


def times(old: str, new: str) -> Fraction | None:
    """Return by what the values of a second expression are those of the first, None if by nothing.

    Raises:
        PromqlError: One is no expression.
    """
    before, after = _scaled(old), _scaled(new)
    return after.factor / before.factor if before.shape == after.shape else None


@lru_cache(maxsize=1024)
def _scaled(expr: str) -> _Scaled:
    return _of(parse(expr))


def _of(tree: promql.Expr) -> _Scaled:
    tree = inner(tree)
    if isinstance(tree, promql.NumberLiteral):
        return _of_number(tree)
    if isinstance(tree, promql.UnaryExpr):
        found = _of(tree.expr)
        return found._replace(factor=-found.factor)
    if isinstance(tree, promql.BinaryExpr):
        return _of_operator(tree)
    if isinstance(tree, promql.AggregateExpr):
        return _of_aggregation(tree)
    return _as_written(tree)


def _as_written(tree: promql.Expr) -> _Scaled:
    return _Scaled(Fraction(1), ("text", str(tree)))


def _of_number(tree: promql.NumberLiteral) -> _Scaled:
    value = float(tree.val)
    if not value or not isfinite(value):
        return _as_written(tree)
    return _Scaled(Fraction(repr(value)), _NUMBER)


def _of_operator(tree: promql.BinaryExpr) -> _Scaled:
    sign, joined = str(tree.op), str(tree.modifier or "")
    if "fill" in joined or "bool" in joined:  # a value of its own, or the truth of a comparison
        return _as_written(tree)
    left = _of(tree.lhs)
    if sign in _LEAVING_LEFT:
        return left._replace(shape=(sign, joined, left.shape, str(tree.rhs)))
    right = _of(tree.rhs)
    if sign in _SUMS:
        return _sum(left, right, sign, joined) or _as_written(tree)
    if sign == "*":
        return _Scaled(left.factor * right.factor, _product(left.shape, right.shape, joined))
    if sign == "/":
        shape = left.shape if right.shape == _NUMBER else ("/", joined, left.shape, right.shape)
        return _Scaled(left.factor / right.factor, shape)
    return _as_written(tree)


def _product(left: Shape, right: Shape, joined: str) -> Shape:
    if left == _NUMBER:
        return right
    return left if right == _NUMBER else ("*", joined, left, right)


def _sum(left: _Scaled, right: _Scaled, sign: str, joined: str) -> _Scaled | None:
    """Return a sum by the factor of its first term; None of numbers that leave nothing."""
    added = -right.factor if sign == "-" else right.factor
    if left.shape == right.shape == _NUMBER:
        total = left.factor + added
        return _Scaled(total, _NUMBER) if total else None
    word = "or" if sign == "or" else "+"
    return _Scaled(left.factor, (word, joined, left.shape, added / left.factor, right.shape))


def _of_aggregation(tree: promql.AggregateExpr) -> _Scaled:
    name, found = str(tree.op), _of(tree.expr)
    if name not in _LINEAR and (name not in _RISING or found.factor < 0):
        return _as_written(tree)
    shape = (name, str(tree.modifier or ""), str(tree.param or ""), found.shape)
    return found._replace(shape=shape)
