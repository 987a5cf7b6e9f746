"""When an expression has a result: whether it depends on a value at all, and mistakes of use.

Source: prometheus.io, "Operators" and "Query functions": a comparison leaves the series that
pass, with `bool` it leaves all and tells 1 or 0; `or` adds the series of its other side.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import promql_parser as promql

from setpoint.expressions.promql.bounds import holds_anyway, holds_never
from setpoint.expressions.promql.reading import COMPARISONS, inner, nodes, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.expressions.promql.bounds import Range

_ABSENT: Final = frozenset({"absent", "absent_over_time"})
_OF_COUNTERS: Final = frozenset({"rate", "increase", "irate", "resets"})
_QUANTILES: Final = frozenset({"histogram_quantile", "quantile_over_time"})
# What a range of time holds of something: a number, not a number a second.
_OVER_A_RANGE: Final = frozenset({"changes", "count_over_time", "delta", "increase", "resets"})
_BUCKETS: Final = "_bucket"
_LE: Final = "le"
_ALERTS: Final = "ALERTS"
_OF_TARGETS: Final = frozenset(
    (  # noqa: SIM905 - one text reads better than ten quoted words
        "cluster container env environment instance job namespace node pod region service stage"
    ).split()
)


class Always(StrEnum):
    """Why an expression has a result whatever the values are."""

    no_comparison = "no comparison"
    tells_bool = "tells bool"
    other_side = "other side"
    any_value = "any value"


def always(expr: str) -> Always | None:
    """Return why an expression has a result for every series there is, None if it hasn't."""
    return _always(parse(expr))


def _always(tree: promql.Expr) -> Always | None:
    tree = inner(tree)
    match tree:
        case promql.BinaryExpr():
            return _of_operator(tree)
        case promql.AggregateExpr() | promql.UnaryExpr() | promql.SubqueryExpr():
            return _always(tree.expr)
        case promql.Call():
            return None if tree.func.name in _ABSENT else _of_arguments(tree)
        case promql.VectorSelector() if _exists_on_trouble(tree):
            return None
        case _:
            return Always.no_comparison


def _exists_on_trouble(tree: promql.VectorSelector) -> bool:
    """Whether that a series exists is the condition.

    Prometheus has ALERTS while alerts are pending or firing; and a pattern of a label's values
    seeks out what is not to be there, unless it says which targets are meant.
    """
    patterns = {each.name for each in tree.matchers.matchers if str(each.op) == "MatchOp.Re"}
    return tree.name == _ALERTS or bool(patterns - _OF_TARGETS)


def _of_arguments(call: promql.Call) -> Always | None:
    """A function has a result where what it is given has one; each of its series counts."""
    series = [each for each in call.args if not isinstance(inner(each), _CONSTANTS)]
    found = [_always(each) for each in series]
    return next((each for each in found if each is None), found[0] if found else _NONE)


def _of_operator(tree: promql.BinaryExpr) -> Always | None:
    sign = str(tree.op)
    left, right = _always(tree.lhs), _always(tree.rhs)
    if sign == "or":
        return Always.other_side if (left is None) is not (right is None) else left
    if sign == "unless":  # the right side's series take away, so there must be some that don't
        return None
    if sign in COMPARISONS:
        tells = tree.modifier is not None and tree.modifier.return_bool
        if tells:
            return _joined(left, right, Always.tells_bool)
        return _joined(left, right, Always.any_value) if holds_anyway(tree) else None
    return _joined(left, right, left or Always.no_comparison)


def _joined(left: Always | None, right: Always | None, why: Always) -> Always | None:
    """Both sides must have a result."""
    return None if left is None or right is None else why


def never(expr: str) -> Range | None:
    """Return the values that can be where none passes the comparison that decides, else None."""
    return _never(parse(expr))


def _never(tree: promql.Expr) -> Range | None:
    tree = inner(tree)
    match tree:
        case promql.BinaryExpr():
            return _never_of_operator(tree)
        case promql.AggregateExpr() | promql.UnaryExpr() | promql.SubqueryExpr():
            return _never(tree.expr)
        case promql.Call() if tree.func.name not in _ABSENT:
            return next(filter(None, map(_never, tree.args)), None)
        case _:
            return None


def _never_of_operator(tree: promql.BinaryExpr) -> Range | None:
    sign = str(tree.op)
    left, right = _never(tree.lhs), _never(tree.rhs)
    if sign == "or":
        return left if right else None
    if sign == "unless":
        return left
    tells = tree.modifier is not None and tree.modifier.return_bool
    own = holds_never(tree) if sign in COMPARISONS and not tells else None
    return own or left or right


_CONSTANTS: Final = (promql.NumberLiteral, promql.StringLiteral)
_NONE: Final = Always.no_comparison


def odd_quantiles(expr: str) -> Iterator[float]:
    """Yield the quantiles that are not from 0 to 1, of which the outcome is infinite."""
    for node in nodes(expr):
        given = None
        if isinstance(node, promql.Call) and node.func.name in _QUANTILES:
            given = inner(node.args[0])
        elif isinstance(node, promql.AggregateExpr) and str(node.op) == "quantile":
            given = inner(node.param) if node.param is not None else None
        if isinstance(given, promql.NumberLiteral) and not 0 <= given.val <= 1:
            yield float(given.val)


def lost_buckets(expr: str) -> bool:
    """Return whether a quantile is taken of buckets whose bounds were summed away."""
    calls = (each for each in nodes(expr) if isinstance(each, promql.Call))
    return any(
        call.func.name == "histogram_quantile" and _without_bounds(inner(call.args[1]))
        for call in calls
    )


def _without_bounds(tree: promql.Expr) -> bool:
    if not isinstance(tree, promql.AggregateExpr) or not _of_buckets(tree):
        return False
    modifier = tree.modifier
    if modifier is None:
        return True
    kept = modifier.type == promql.AggModifierType.By
    return (_LE in modifier.labels) is not kept


def _of_buckets(tree: promql.AggregateExpr) -> bool:
    """Whether the samples are those of a classic histogram; native ones need no bounds."""
    names: list[str] = []

    def note(node: promql.Expr) -> None:
        if isinstance(node, promql.VectorSelector):
            names.append(node.name or "")

    promql.walk(tree, pre_visit=note)
    return bool(names) and all(name.endswith(_BUCKETS) for name in names)


def sums_first(expr: str) -> Iterator[str]:
    """Yield functions that are to see each counter's restarts and are given their sum.

    A sum falls when one of its counters starts anew, which is taken for a restart of all.
    """
    for node in nodes(expr):
        if not isinstance(node, promql.Call) or node.func.name not in _OF_COUNTERS:
            continue
        given = inner(node.args[0])
        if isinstance(given, promql.SubqueryExpr):
            watched = inner(given.expr)
            if isinstance(watched, promql.AggregateExpr) and str(watched.op) == "sum":
                yield node.func.name


def multiplies(expr: str, factor: float) -> bool:
    """Return whether an expression multiplies something by a number as it stands there."""
    products = (each for each in nodes(expr) if isinstance(each, promql.BinaryExpr))
    sides = (
        inner(side)
        for product in products
        if str(product.op) == "*"
        for side in (product.lhs, product.rhs)
    )
    return any(isinstance(side, promql.NumberLiteral) and side.val == factor for side in sides)


def counted_by(expr: str) -> str | None:
    """Return the function by which an expression counts over a range, None if it doesn't.

    Aggregations of it count alike; in arithmetic nobody knows what becomes of it.
    """
    tree = inner(parse(expr))
    while isinstance(tree, promql.AggregateExpr) and str(tree.op) != "count":
        tree = inner(tree.expr)
    if not isinstance(tree, promql.Call):
        return None
    name: str = tree.func.name
    return name if name in _OVER_A_RANGE else None
