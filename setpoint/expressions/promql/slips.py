"""What is wrong with an expression that the parser refuses, and where: it tells no places.

Only what is refused is looked at, token by token: an operator stands where a value belongs, or a
value where an operator does. Source: Prometheus's documentation, "Querying basics" and
"Operators".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.expressions.faults import Fault
from setpoint.expressions.promql.lists import LISTS, list_fault
from setpoint.expressions.promql.tokens import JOINTS, Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEHIND: Final = frozenset({"offset", "bool", "group_left", "group_right"})
_BETWEEN: Final = frozenset({*JOINTS, "offset"})
_SIGNS: Final = frozenset({"+", "-"})
_MOMENTS: Final = frozenset({"start", "end"})
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_HINTS: Final = {
    "=": "equal is written ==",
    "!": "unequal is written !=, and what is not there absent()",
    "&&": "both is written and",
    "&": "both is written and",
    "||": "either is written or",
    "|": "either is written or",
    "=~": 'labels are matched in braces: x{job=~"a|b"}',
    "!~": 'labels are matched in braces: x{job!~"a|b"}',
}


def slip(expr: str) -> Fault | None:
    """Return the first thing that can't be where it is, None where no token says so."""
    tokens = list(tokens_of(expr))
    return _of_brackets(tokens) or list_fault(tokens) or _of_order(tokens, len(expr.rstrip()))


def _of_brackets(tokens: list[Token]) -> Fault | None:
    """Return a bracket that has no other half."""
    left: list[Token] = []
    for token in tokens:
        if token.kind == "open":
            left.append(token)
        elif token.kind == "close":
            if not left or left[-1].text != _PAIRS[token.text]:
                wanted = f"; the {left[-1].text} before it is open" if left else ""
                message = f"{token.text} closes nothing{wanted}"
                return Fault(token.at, message, token.text)
            left.pop()
    if not left:
        return None
    return Fault(left[-1].at, f"the {left[-1].text} that opens here is never closed", left[-1].text)


def _of_order(tokens: list[Token], end: int) -> Fault | None:
    """Return the token that doesn't follow what stands before it."""
    value, depth = False, 0  # whether a value has just ended, and in how many brackets
    for token, after in _outside(tokens):
        message = _misplaced(token, after, value=value, depth=depth)
        if message is not None:
            return Fault(token.at, message, token.text)
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text not in {"bool", "group_left", "group_right"}:
            value = token.kind in {"value", "word", "close"} and token.text not in _BETWEEN
    return None if value or not tokens else Fault(end, "ends where a value belongs")


def _outside(tokens: list[Token]) -> Iterator[tuple[Token, Token | None]]:
    """Yield tokens and those after them, without ranges, matchers and lists of labels."""
    place = 0
    while place < len(tokens):
        token, after = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else None
        opened = after is not None and after.text == "("
        if token.text in LISTS and opened:
            place = _behind(tokens, place + 1)
        elif token.text in {"{", "["}:
            place = _behind(tokens, place)
            yield Token("close", "}", token.at), None
        else:
            yield token, after
            place += 1


def _behind(tokens: list[Token], opening: int) -> int:
    """Return the place behind the bracket that ends what opens at a place."""
    depth = 0
    for place in range(opening, len(tokens)):
        depth += {"open": 1, "close": -1}.get(tokens[place].kind, 0)
        if depth == 0:
            return place + 1
    return len(tokens)


def _misplaced(token: Token, after: Token | None, *, value: bool, depth: int) -> str | None:
    """Return what is wrong with a token, None for nothing."""
    match token.kind:
        case "operator":
            return _HINTS.get(token.text) or _of_operator(token, after, value=value)
        case "word" | "value":
            return _of_operand(token.text, value=value)
        case "other" if token.text != ",":
            return f"PromQL has no {token.text!r}"
        case "other" if not depth:
            return "a comma parts the arguments of a function; numbers have a point"
        case _:
            return None


def _of_operator(token: Token, after: Token | None, *, value: bool) -> str | None:
    last = after is None or (after.kind in {"operator", "close"} and after.text not in _SIGNS)
    if token.text == "%" and last:
        return "% is what a division leaves over; a share is written as a number, such as 0.05"
    if not value and token.text not in _SIGNS:
        return f"{token.text} stands where a value belongs"
    if token.text == "@" and after is not None and after.kind == "word":
        return None if after.text in _MOMENTS else "@ takes a time: @ 1700000000, @ start()"
    return None


def _of_operand(text: str, *, value: bool) -> str | None:
    if text in {"by", "without", "on", "ignoring"}:
        return f"{text} takes its labels in brackets: {text} (job)"
    if text in JOINTS:
        return None if value else f"{text} stands between two values"
    if text == "for" and value:
        return "how long it must hold stands beside expr, as for: 5m"
    if value and text not in _BEHIND:
        return f"{text} stands where an operator belongs"
    return None
