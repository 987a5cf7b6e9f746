"""Metric math: text to nodes.

Source: AWS's CloudWatch user guide, "Using math expressions with CloudWatch metrics", sections
"Metric math syntax and functions", "Basic arithmetic functions" and "Comparison and logical
operators". The guide has no table of precedence; this is the usual one, OR the loosest.
"""

from __future__ import annotations

from functools import lru_cache
from math import isfinite
from typing import Final

from lark import Token, Transformer, v_args

from setpoint.expressions.faults import ExpressionError, Fault
from setpoint.expressions.grammar import Grammar, deeper
from setpoint.expressions.metric_math.nodes import (
    Array,
    Call,
    Chain,
    Negation,
    Node,
    Number,
    Reference,
    Text,
    Word,
)

_RULES: Final = r"""
?start: disjunction
?disjunction: conjunction ((OR_WORD | OR_SIGN) conjunction)*
?conjunction: comparison ((AND_WORD | AND_SIGN) comparison)*
?comparison: sum (COMPARISON sum)*
?sum: product ((PLUS | MINUS) product)*
?product: signed ((STAR | SLASH) signed)*
?signed: MINUS signed -> negation
    | power
?power: atom (CARET exponent)*
?exponent: MINUS exponent -> negation
    | atom
?atom: NUMBER -> number
    | NAME -> reference
    | WORD -> word
    | STRING -> text
    | (NAME | WORD) LEFT [disjunction (COMMA disjunction)*] RIGHT -> call
    | OPEN [disjunction (COMMA disjunction)*] CLOSE -> array
    | LEFT disjunction RIGHT -> group

OR_WORD: /OR(?![A-Za-z0-9_])/
OR_SIGN: "||"
AND_WORD: /AND(?![A-Za-z0-9_])/
AND_SIGN: "&&"
COMPARISON: "==" | "!=" | "<=" | ">=" | "<" | ">"
PLUS: "+"
MINUS: "-"
STAR: "*"
SLASH: "/"
CARET: "^"
LEFT: "("
RIGHT: ")"
OPEN: "["
CLOSE: "]"
COMMA: ","
NUMBER: /[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?|\.[0-9]+([eE][+-]?[0-9]+)?/
NAME: /[a-z][A-Za-z0-9_]*/
WORD: /[A-Z_][A-Za-z0-9_]*/
STRING: /"[^"]*"|'[^']*'/
%ignore /[ \t\r\n]+/
"""
_OPERAND: Final = "a metric, a number or a function"
_WORDS: Final = {
    "NAME": _OPERAND,
    "PLUS": "an operator",
    "COMMA": "a comma",
    "RIGHT": "a closing bracket",
    "CLOSE": "a closing bracket",
    "$END": "the end",
}
_HINTS: Final = {
    "**": "a power is written with ^",
    "<>": "unequal is written !=",
    "=": "equal is written ==",
    "%": "metric math has no % operator; it has + - * / and ^",
    "?": "a choice is written IF(condition, value, otherwise)",
    "!": "not is written with a comparison, such as m1 == 0",
    "&": "both is written AND or &&",
    "|": "either is written OR or ||",
    "and": "both is written AND or &&",
    "or": "either is written OR or ||",
    "$": "ids have no dollar sign",
    "'": "the quote that opens here is never closed",
    '"': "the quote that opens here is never closed",
}
_SIGNS: Final = {"&&": "AND", "||": "OR"}


@v_args(inline=True)
class _Builder(Transformer[Token, Node]):
    """Nodes from the bottom up."""

    def number(self, token: Token) -> Node:
        value = float(token)
        if not isfinite(value):
            raise ExpressionError(
                Fault(_at(token), f"{token} is more than numbers hold", str(token))
            )
        return Number(value, _at(token))

    def reference(self, token: Token) -> Node:
        return Reference(str(token), _at(token))

    def word(self, token: Token) -> Node:
        return Word(str(token), _at(token))

    def text(self, token: Token) -> Node:
        return Text(str(token)[1:-1], _at(token))

    def group(self, _left: Token, inner: Node, _right: Token) -> Node:
        return inner

    def negation(self, sign: Token, operand: Node) -> Node:
        return Negation(operand, _at(sign), deeper((operand.depth,), _at(sign)))

    def call(self, name: Token, *parts: Token | Node | None) -> Node:
        below = _operands(parts)
        depth = deeper((each.depth for each in below), _at(name))
        return Call(str(name), below, _at(name), depth)

    def array(self, opening: Token, *parts: Token | Node | None) -> Node:
        below = _operands(parts)
        return Array(below, _at(opening), deeper((each.depth for each in below), _at(opening)))

    def disjunction(self, *parts: Token | Node) -> Node:
        return _chain(parts)

    conjunction = comparison = sum = product = power = disjunction


def _at(token: Token) -> int:
    return token.start_pos or 0


def _operands(parts: tuple[Token | Node | None, ...]) -> tuple[Node, ...]:
    return tuple(each for each in parts if each is not None and not isinstance(each, Token))


def _chain(parts: tuple[Token | Node, ...]) -> Node:
    operands = _operands(parts)
    signs = [each for each in parts if isinstance(each, Token)]
    at = operands[0].at
    return Chain(
        operands,
        tuple(_SIGNS.get(str(each), str(each)) for each in signs),
        at,
        deeper((each.depth for each in operands), at),
        tuple(_at(each) for each in signs),
    )


_GRAMMAR: Final[Grammar[Node]] = Grammar(_RULES, _Builder(), _WORDS, _HINTS)


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """Return the tree of an expression.

    Raises:
        ExpressionError: It is none.
    """
    return _GRAMMAR.parse(text)
