"""What is wrong in a list of labels or of matchers; source: Prometheus's "Querying basics"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.expressions.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setpoint.expressions.promql.tokens import Token

LISTS: Final = frozenset({"by", "without", "on", "ignoring", "group_left", "group_right"})
"""Words with a list of labels behind them."""

_OF_AGGREGATIONS: Final = {"by", "without"}
_QUOTES: Final = ("'", '"', "`")
_NAMING: Final = {"word", "value"}


def list_fault(tokens: Sequence[Token]) -> Fault | None:
    """Return the first token that belongs in no list where it stands, None for none."""
    for place, token in enumerate(tokens):
        found = None
        if token.text in LISTS and tokens[place + 1 : place + 2] and tokens[place + 1].text == "(":
            before = tokens[place - 1] if place else None
            found = _of_word(token, before) or _of_labels(tokens[place + 2 :])
        elif token.text == "{":
            found = _of_matchers(tokens[place + 1 :])
        if found is not None:
            return found
    return None


def _of_word(token: Token, before: Token | None) -> Fault | None:
    if token.text not in _OF_AGGREGATIONS or (before and before.kind in {"word", "close"}):
        return None
    message = f"{token.text} stands behind an aggregation: sum {token.text} (job) (x)"
    return Fault(token.at, message, token.text)


def _of_labels(tokens: Sequence[Token]) -> Fault | None:
    named = False
    for token in tokens:
        if token.text == ")":
            return None
        if token.text == ",":
            named = False
        elif named:
            return Fault(token.at, "labels are parted by commas", token.text)
        elif token.kind == "word" or token.text.startswith(_QUOTES):
            named = True
        else:
            return Fault(token.at, f"{token.text} stands where a label belongs", token.text)
    return None


def _of_matchers(tokens: Sequence[Token]) -> Fault | None:
    matched = False  # whether a label has its value
    for number, token in enumerate(tokens):
        if token.text == "}":
            return None
        if token.text == ",":
            matched = False
        elif matched and token.kind in _NAMING:
            return Fault(token.at, "what selects series is parted by commas", token.text)
        elif number and token.kind == "value" and tokens[number - 1].kind == "operator":
            matched = True
    return None
