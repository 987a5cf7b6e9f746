"""Prometheus's query language, as far as alert rules need it: is it valid, what does it compare.

Parsing is the library `promql_parser`'s. It prints expressions in its own way, so the text
that people wrote is never written anew; it is only taken apart where a comparison stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import promql_parser as promql

from setpoint.expressions.faults import Fault
from setpoint.expressions.promql.parts import part_to_blame
from setpoint.expressions.promql.slips import slip

if TYPE_CHECKING:
    from collections.abc import Iterator

# How the parser's own messages begin.
INVALID: Final = "is no valid PromQL: "
_INVALID_SYNTAX: Final = f"{INVALID}invalid promql query"
COMPARISONS: Final = (">", ">=", "<", "<=", "==", "!=")
# What binds weaker than a comparison, or as strongly.
_WEAK: Final = frozenset((*COMPARISONS, "and", "or", "unless"))
# A string, or one that nothing ends: the rest of the expression.
_STRING = re.compile(
    r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|`[^`]*+`|(?P<open>[\"'`].*)", re.DOTALL
)
_OPERATORS: Final = {
    "MatchOp.Equal": "=",
    "MatchOp.NotEqual": "!=",
    "MatchOp.Re": "=~",
    "MatchOp.NotRe": "!~",
}
_RANGE_TYPES: Final = (promql.MatrixSelector, promql.SubqueryExpr)
# The parser calls itself for each of these, and a short stack ends at some hundreds.
_NESTING = re.compile(r"[(+*/%^-]|[=!]=|[<>]=?|\b(?:and|or|unless|atan2)\b")
_MOST_NESTING = 200


class PromqlError(ValueError):
    """An expression that Prometheus would refuse; the message says what it is.

    Attributes:
        fault: What is wrong and where, where a token says so.
    """

    def __init__(self, message: str, fault: Fault | None = None) -> None:
        super().__init__(message)
        self.fault = fault


class Compared(NamedTuple):
    """An expression whose outermost operator compares it with a number."""

    expr: str
    comparison: str
    threshold: float


class Selector(NamedTuple):
    """A selector of series.

    Attributes:
        name: The metric's, empty where matchers alone select.
        matchers: Label, operator and value of each.
        seconds: How far a range selector looks back; None for the newest sample.
    """

    name: str
    matchers: tuple[tuple[str, str, str], ...]
    seconds: float | None


def check(expr: str) -> None:
    """Raise what is wrong with an expression as the condition of a rule.

    Raises:
        PromqlError: Syntax, an unknown function, types that don't fit, or a result that is
            no vector of series.
    """
    tree = parse(expr)
    if isinstance(tree, _RANGE_TYPES):
        raise PromqlError("is a range of samples and no condition; take rate() or the like of it")
    if _is_constant(tree):
        raise PromqlError("is a constant and no condition; name the series to watch")


def compares(expr: str) -> bool:
    """Return whether the outermost operator of an expression is a comparison."""
    tree = inner(parse(expr))
    return isinstance(tree, promql.BinaryExpr) and _filters(tree)


def split(expr: str) -> Compared | None:
    """Return an expression's own comparison with a number; None where it has none."""
    tree = parse(expr)
    if not isinstance(tree, promql.BinaryExpr) or not isinstance(tree.rhs, promql.NumberLiteral):
        return None
    if not _filters(tree):
        return None
    for left in _lefts(expr, str(tree.op)):
        if _same(left, tree.lhs):
            return Compared(left, str(tree.op), float(tree.rhs.val))
    return None


def joined(expr: str, comparison: str, threshold: str) -> str:
    """Return an expression compared with a number; in brackets where it would be read otherwise."""
    text = expr.strip()
    tree = parse(text)
    if "#" in _without_strings(text):  # a comment would swallow what follows on its line
        return f"(\n{text}\n) {comparison} {threshold}"
    weak = isinstance(tree, promql.BinaryExpr) and str(tree.op) in _WEAK
    return f"({text}) {comparison} {threshold}" if weak else f"{text} {comparison} {threshold}"


@lru_cache(maxsize=4096)
def selectors(expr: str) -> tuple[Selector, ...]:
    """Return every selector of an expression, in order."""
    found: list[Selector] = []
    ranges: list[float] = []  # of the range selector that holds the next selector

    for node in nodes(expr):
        if isinstance(node, promql.MatrixSelector):
            ranges.append(node.range.total_seconds())
        elif isinstance(node, promql.VectorSelector):
            found.append(_selector(node, ranges.pop() if ranges else None))
    return tuple(found)


@lru_cache(maxsize=4096)
def calls(expr: str) -> frozenset[str]:
    """Return the names of the functions that an expression calls."""
    return frozenset(each.func.name for each in nodes(expr) if isinstance(each, promql.Call))


def grouped_by(expr: str) -> frozenset[str]:
    """Return the labels that aggregations of an expression keep by name."""
    modifiers = (
        each.modifier
        for each in nodes(expr)
        if isinstance(each, promql.AggregateExpr) and each.modifier is not None
    )
    kept = (each for each in modifiers if each.type == promql.AggModifierType.By)
    return frozenset(label for each in kept for label in each.labels)


@lru_cache(maxsize=4096)
def nodes(expr: str) -> tuple[promql.Expr, ...]:
    """Return an expression and all its parts, the whole before its parts."""
    found: list[promql.Expr] = []
    promql.walk(parse(expr), pre_visit=found.append)
    return tuple(found)


@lru_cache(maxsize=4096)
def parse(expr: str) -> promql.Expr:
    """Return the tree of an expression.

    Raises:
        PromqlError: It is none, or more than the parser can take.
    """
    if len(_NESTING.findall(_without_strings(expr))) > _MOST_NESTING:
        raise PromqlError(f"has more operators and brackets than {_MOST_NESTING}, the most")
    try:
        return promql.parse(_STRING.sub(_escaped, expr))
    except ValueError as error:
        message = _told(error)
        raise PromqlError(message, slip(expr) or _fault(message, expr)) from None


def _told(error: ValueError) -> str:
    return f"{INVALID}{' '.join(str(error).split())}"


def _refusal(text: str) -> str | None:
    try:
        promql.parse(_STRING.sub(_escaped, text))
    except ValueError as error:
        return _told(error)
    return None


def _fault(message: str, expr: str) -> Fault | None:
    """Return the place of what the parser refuses; it says of any syntax that it is invalid."""
    if message == _INVALID_SYNTAX:
        return None
    part = part_to_blame(expr, _refusal)
    return None if part is None else Fault(part.start, message, expr[part.start : part.end])


def _without_strings(expr: str) -> str:
    return _STRING.sub(lambda match: match["open"] or "", expr)


def _escaped(match: re.Match[str]) -> str:
    """Return a text between backticks as one between quotes: the parser reads escapes in both."""
    text = match.group()
    if match["open"] or not text.startswith("`"):
        return text
    plain = text[1:-1].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'


def inner(tree: promql.Expr) -> promql.Expr:
    """Return an expression without the brackets around it."""
    while isinstance(tree, promql.ParenExpr):
        tree = tree.expr
    return tree


def _filters(tree: promql.BinaryExpr) -> bool:
    """Whether it is a comparison that leaves the series that pass, not one that tells 0 or 1."""
    tells = tree.modifier is not None and tree.modifier.return_bool
    return str(tree.op) in COMPARISONS and not tells


def _is_constant(tree: promql.Expr) -> bool:
    """Whether the result is a number or a text, whatever series there are."""
    tree = inner(tree)
    if isinstance(tree, promql.NumberLiteral | promql.StringLiteral):
        return True
    if isinstance(tree, promql.UnaryExpr):
        return _is_constant(tree.expr)
    if isinstance(tree, promql.BinaryExpr):
        return _is_constant(tree.lhs) and _is_constant(tree.rhs)
    return isinstance(tree, promql.Call) and tree.func.return_type == promql.ValueType.Scalar


def _lefts(expr: str, operator: str) -> Iterator[str]:
    """Yield the texts before each place where the operator stands, the last place first."""
    place = len(expr)
    while (place := expr.rfind(operator, 0, place)) > 0:
        yield expr[:place].strip()


def _same(text: str, tree: promql.Expr) -> bool:
    try:
        return str(parse(text)) == str(tree)
    except PromqlError:
        return False


def _selector(node: promql.VectorSelector, seconds: float | None) -> Selector:
    found = ((each.name, _OPERATORS[str(each.op)], each.value) for each in node.matchers.matchers)
    return Selector(node.name or "", tuple(found), seconds)
