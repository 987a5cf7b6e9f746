"""Which labels the series of an expression have, as far as the expression itself decides it.

Source: prometheus.io, "Vector matching": series are joined where all their labels are alike,
unless `on` or `ignoring` says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import promql_parser as promql

from setpoint.expressions.promql.reading import inner, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEEPING: Final = frozenset(
    (  # noqa: SIM905 - one text reads better than twenty quoted words
        "abs ceil clamp clamp_max clamp_min exp floor ln log10 log2 round sgn sqrt"
    ).split()
)
_PICKING: Final = frozenset({"topk", "bottomk", "limitk", "limit_ratio"})
_JOINING_NOTHING: Final = frozenset({"or", "unless"})
_OF_SETS: Final = _JOINING_NOTHING | {"and"}


class Unlike(NamedTuple):
    """Two sides whose series never have the same labels."""

    operator: str
    left: tuple[str, ...]
    right: tuple[str, ...]


def unlike(expr: str) -> Iterator[Unlike]:
    """Yield the operators of an expression that join sides with other labels each.

    Of those that `on` names, a side whose labels nobody knows is taken to have all.
    """
    for node in nodes(expr):
        if not isinstance(node, promql.BinaryExpr) or str(node.op) in _JOINING_NOTHING:
            continue
        left, right = (_compared(side, node) for side in (node.lhs, node.rhs))
        if left is not None and right is not None and left != right:
            yield Unlike(str(node.op), tuple(sorted(left)), tuple(sorted(right)))


def matched_by(expr: str) -> frozenset[str]:
    """Return the labels that an expression names where it groups or joins series."""
    found: set[str] = set()
    for node in nodes(expr):
        if isinstance(node, promql.AggregateExpr) and node.modifier is not None:
            if node.modifier.type == promql.AggModifierType.By:
                found |= set(node.modifier.labels)
        elif isinstance(node, promql.BinaryExpr) and node.modifier is not None:
            matching = node.modifier.matching
            if matching is not None and matching.type == promql.LabelModifierType.Include:
                found |= set(matching.labels)
    return frozenset(found)


def _compared(side: promql.Expr, node: promql.BinaryExpr) -> frozenset[str] | None:
    """Return the labels by which a side is joined, None where nobody knows them."""
    labels = labels_of(side)
    matching = node.modifier.matching if node.modifier is not None else None
    if matching is None:
        return labels
    named = frozenset(matching.labels)
    if matching.type == promql.LabelModifierType.Include:
        return named if labels is None else named & labels
    return None if labels is None else labels - named


class Several(NamedTuple):
    """Sides that are joined by fewer labels than their series have.

    Attributes:
        joined: The labels that they are joined by.
        left, right: The labels of a side beside these; none where a side has one series for each.
        both: Whether neither side has one, so that no grouping helps.
    """

    operator: str
    joined: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def both(self) -> bool:
        """Whether neither side has one series for each."""
        return bool(self.left and self.right)


def several(expr: str) -> Iterator[Several]:
    """Yield the operators that join several series with one, or with several, without saying so.

    Source: prometheus.io, "Vector matching": many-to-one has to be said by `group_left` or
    `group_right`; many-to-many is for `and`, `or` and `unless` alone.
    """
    for node in nodes(expr):
        if isinstance(node, promql.BinaryExpr) and str(node.op) not in _OF_SETS:
            found = _several(node)
            if found is not None:
                yield found


def _several(node: promql.BinaryExpr) -> Several | None:
    modifier = node.modifier
    if modifier is None or modifier.matching is None:
        return None
    left, right = (_beside(side, modifier.matching) for side in (node.lhs, node.rhs))
    card = str(modifier.card).rpartition(".")[2]
    wrong = {"ManyToOne": right, "OneToMany": left}.get(card, left or right)
    # what group_left(node) brings is meant to be one thing for each join: an instance's node
    if set(wrong) <= set(modifier.group_labels or ()):
        return None
    joined = (_compared(side, node) for side in (node.lhs, node.rhs))
    by = next((labels for labels in joined if labels is not None), frozenset[str]())
    return Several(str(node.op), tuple(sorted(by)), left, right)


def _beside(side: promql.Expr, matching: promql.LabelModifier) -> tuple[str, ...]:
    """Return the labels of a side by which it isn't joined, none where nobody knows them.

    Nor where some series are picked: topk(1) leaves one of each group, whatever its labels.
    """
    side = inner(side)
    if isinstance(side, promql.AggregateExpr) and str(side.op) in _PICKING:
        return ()
    labels, named = labels_of(side), frozenset(matching.labels)
    if labels is None:
        return ()
    kept = matching.type == promql.LabelModifierType.Include
    return tuple(sorted(labels - named if kept else labels & named))


def labels_of(tree: promql.Expr) -> frozenset[str] | None:
    """Return the labels of an expression's series, None where the data decides."""
    tree = inner(tree)
    match tree:
        case promql.AggregateExpr():
            return _of_aggregation(tree)
        case promql.UnaryExpr():
            return labels_of(tree.expr)
        case promql.Call():
            return _of_call(tree)
        case promql.BinaryExpr():
            return _of_operator(tree)
        case _:
            return None


def _of_aggregation(tree: promql.AggregateExpr) -> frozenset[str] | None:
    if str(tree.op) in _PICKING:
        return labels_of(tree.expr)
    modifier, added = tree.modifier, frozenset[str]()
    if modifier is None:
        return added
    if modifier.type == promql.AggModifierType.By:
        below = labels_of(tree.expr)
        named = frozenset(modifier.labels)
        return named if below is None else named & below
    below = labels_of(tree.expr)
    return None if below is None else below - set(modifier.labels)


def _of_call(tree: promql.Call) -> frozenset[str] | None:
    if tree.func.name == "vector":
        return frozenset()
    if tree.func.name == "histogram_quantile":
        below = labels_of(tree.args[1])
        return None if below is None else below - {"le"}
    return labels_of(tree.args[0]) if tree.func.name in _KEEPING else None


def _of_operator(tree: promql.BinaryExpr) -> frozenset[str] | None:
    sides = [side for side in (tree.lhs, tree.rhs) if not _is_number(side)]
    if len(sides) == 1:
        return labels_of(sides[0])
    if str(tree.op) == "or" or (tree.modifier is not None and tree.modifier.matching is not None):
        return None
    return labels_of(tree.lhs)


def _is_number(tree: promql.Expr) -> bool:
    tree = inner(tree)
    if isinstance(tree, promql.BinaryExpr):
        return _is_number(tree.lhs) and _is_number(tree.rhs)
    if isinstance(tree, promql.Call):
        return bool(tree.func.return_type == promql.ValueType.Scalar)
    return isinstance(tree, promql.NumberLiteral)
