"""What a metric math expression is made of.

Each node knows its place in the text, which doesn't count when nodes are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands there."""

    value: float
    at: int = field(default=0, compare=False)
    depth: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """The id of a metric or of another expression."""

    name: str
    at: int = field(default=0, compare=False)
    depth: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in upper case that some functions take: DESC, REPEAT."""

    name: str
    at: int = field(default=0, compare=False)
    depth: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text, without its quotes."""

    value: str
    at: int = field(default=0, compare=False)
    depth: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple[Node, ...]
    at: int = field(default=0, compare=False)
    depth: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Array:
    """Several series: `[m1, m2]`."""

    items: tuple[Node, ...]
    at: int = field(default=0, compare=False)
    depth: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus before one operand."""

    operand: Node
    at: int = field(default=0, compare=False)
    depth: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined by operators that bind alike, from left to right: `a - b + c`.

    Attributes:
        operators: One less than operands; `AND` and `OR` also where `&&` and `||` are written.
        places: Where each operator stands.
    """

    operands: tuple[Node, ...]
    operators: tuple[str, ...]
    at: int = field(default=0, compare=False)
    depth: int = field(default=1, compare=False)
    places: tuple[int, ...] = field(default=(), compare=False)


Node: TypeAlias = Number | Reference | Word | Text | Call | Array | Negation | Chain


def children(node: Node) -> tuple[Node, ...]:
    """Return what a node is made of."""
    match node:
        case Call(arguments=below) | Array(items=below) | Chain(operands=below):
            return below
        case Negation(operand=operand):
            return (operand,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything below it, in the order of the text."""
    yield node
    for each in children(node):
        yield from walk(each)


def references(node: Node) -> frozenset[str]:
    """Return the ids that an expression names."""
    return frozenset(each.name for each in walk(node) if isinstance(each, Reference))
