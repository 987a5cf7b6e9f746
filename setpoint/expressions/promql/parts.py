"""Which part of an expression the parser refuses: it says what is wrong, but not where.

A part is to blame that is refused alike by itself, and is what makes that the whole is.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from setpoint.expressions.promql.tokens import JOINTS, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from setpoint.expressions.promql.tokens import Token

    # Why a text is refused, None for one that is fine.
    Refusal: TypeAlias = Callable[[str], str | None]

# Series, a range of samples, a number, a text.
_HARMLESS: Final = ("_x", "_x[1m]", "1", '"_x"')
# A part takes some ten microseconds; of a long expression only those of few tokens are looked at.
_MOST_PARTS: Final = 2_000
_DEPTHS: Final = {"open": 1, "close": -1}
_ENDING: Final = {"word", "close"}


class Part(NamedTuple):
    """A part of an expression.

    Attributes:
        start: Place of its first character.
        end: Place behind its last.
        is_operand: Whether no operator stands in it outside of brackets.
    """

    start: int
    end: int
    is_operand: bool

    def holds(self, other: Part) -> bool:
        """Whether the other is in it, and not all of it."""
        return self[:2] != other[:2] and self.start <= other.start and other.end <= self.end


def part_to_blame(expr: str, refusal: Refusal) -> Part | None:
    """Return the smallest part of an expression that is to blame for its being refused.

    That is the argument or operand of the wrong type, where there is one; a call or an operation
    with its operands else. None where no part is refused alike.

    Args:
        expr: An expression that is refused.
        refusal: Why a text is refused.
    """
    message = refusal(expr)
    parts = [*islice(_parts(list(tokens_of(expr))), _MOST_PARTS)]
    alike = [one for one in parts if refusal(expr[one.start : one.end]) == message]
    least = [one for one in alike if not any(one.holds(other) for other in alike)]
    alone = (one for one in least if None in _without(expr, [one], refusal))
    first = (one for one in least if message in _without(expr, _apart(one, least), refusal))
    whole = next(alone, None) or next(first, None)
    if whole is None:
        return least[0] if least else None
    start, text = whole.start, expr[whole.start : whole.end]
    for one in parts:
        if one.is_operand and whole.holds(one):
            inner = Part(one.start - start, one.end - start, is_operand=True)
            if None in _without(text, [inner], refusal):
                return one
    return whole


def _apart(part: Part, others: Iterable[Part]) -> list[Part]:
    return [one for one in others if part.end <= one.start or one.end <= part.start]


def _without(expr: str, parts: Iterable[Part], refusal: Refusal) -> Iterator[str | None]:
    """Yield why an expression is refused with something harmless, of each type, for some parts."""
    for harmless in _HARMLESS:
        text = expr
        for part in sorted(parts, reverse=True):
            text = f"{text[: part.start]} {harmless} {text[part.end :]}"
        yield refusal(text)


def _parts(tokens: list[Token]) -> Iterator[Part]:
    """Yield what begins and ends with a token and could be an expression, the shortest first."""
    within = list(_within(tokens))
    for length in range(1, len(tokens) + 1):
        for first in range(len(tokens) - length + 1):
            part = tokens[first : first + length]
            before = tokens[first - 1] if first else None
            if (length > 1 and within[first]) or _belongs_to(part[0], before):
                continue
            if _is_whole(part):
                yield Part(part[0].at, part[-1].end, _is_operand(part))


def _within(tokens: Iterable[Token]) -> Iterator[bool]:
    """Yield for each token whether it stands in a selector's braces or a range's brackets."""
    depth = 0
    for token in tokens:
        depth -= token.text in {"}", "]"}
        yield depth > 0
        depth += token.text in {"{", "["}


def _belongs_to(token: Token, before: Token | None) -> bool:
    """Whether a bracket opens directly behind what it belongs to: a function, a selector."""
    return token.kind == "open" and before is not None and before.kind in _ENDING


def _is_whole(tokens: Sequence[Token]) -> bool:
    """Whether each bracket opens and closes within, and no comma stands outside of them."""
    depth = 0
    for token in tokens:
        depth += _DEPTHS.get(token.kind, 0)
        if depth < 0 or (not depth and token.text == ","):
            return False
    return not depth


def _is_operand(tokens: Sequence[Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += _DEPTHS.get(token.kind, 0)
        if not depth and (token.kind == "operator" or token.text in JOINTS):
            return False
    return True
