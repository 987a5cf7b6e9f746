"""Nodes to text, with brackets where they are needed and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.expressions.metric_math.nodes import (
    Array,
    Call,
    Chain,
    Negation,
    Number,
    Reference,
    Text,
    Word,
)

if TYPE_CHECKING:
    from setpoint.expressions.metric_math.nodes import Node

_COMPARISONS: Final = ("==", "!=", "<=", ">=", "<", ">")
# How tightly operators bind; a sign stands between products and powers.
_BINDING: Final = {
    "OR": 1,
    "AND": 2,
    **dict.fromkeys(_COMPARISONS, 3),
    **dict.fromkeys("+-", 4),
    **dict.fromkeys("*/", 5),
    "^": 7,
}
_SIGN: Final = 6
_ATOM: Final = 8


def write(node: Node) -> str:
    """Return an expression as text; parsed again, it is the same tree."""
    match node:
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(map(write, arguments))})"
        case Array(items=items):
            return f"[{', '.join(map(write, items))}]"
        case Negation(operand=operand):
            return f"-{_within(operand, _SIGN)}"
        case Chain():
            return _chain(node)
        case _:
            return _leaf(node)


def _leaf(node: Number | Reference | Word | Text) -> str:
    if isinstance(node, Number):
        return f"{node.value:.0f}" if node.value == int(node.value) else repr(node.value)
    if isinstance(node, Text):
        return f"'{node.value}'" if '"' in node.value else f'"{node.value}"'
    return node.name


def _chain(node: Chain) -> str:
    least = binding(node) + 1
    first, *rest = node.operands
    text = _within(first, least)
    for operator, operand in zip(node.operators, rest, strict=True):
        between = operator if operator == "^" else f" {operator} "
        text += f"{between}{_within(operand, least)}"
    return text


def _within(node: Node, least: int) -> str:
    text = write(node)
    return text if binding(node) >= least else f"({text})"


def binding(node: Node) -> int:
    """Return how tightly a node holds together: 1 for OR, 8 for what needs no brackets."""
    if isinstance(node, Chain):
        return _BINDING[node.operators[0]]
    return _SIGN if isinstance(node, Negation) else _ATOM
