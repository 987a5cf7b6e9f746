"""Searches of Sentry's: brackets and operators, as far as a search is refused for them.

Source: getsentry/sentry, src/sentry/api/event_search.py (the grammar: brackets outside of quotes
come in pairs, neither words nor values hold any) and src/sentry/search/events/builder/base.py
(`resolve_boolean_conditions`: a condition on both sides of AND and OR). Which fields there are,
and what they are compared with, isn't judged.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lark import Token, Transformer

from setpoint.expressions.grammar import Grammar

_RULES: Final = r"""
start: either?
either: both (OR both)*
both: terms (AND terms)*
terms: term+
term: WORD | QUOTED | LPAR either? RPAR

AND.2: /AND(?=[\s()]|$)/
OR.2: /OR(?=[\s()]|$)/
QUOTED.1: /"(\\.|[^"\\])*"/
WORD: /(?!(AND|OR)([\s()]|$))[^\s()"]+|"/
LPAR: "("
RPAR: ")"
%ignore /\s+/
"""
_WORDS: Final = {
    "WORD": "a condition",
    "AND": "AND",
    "OR": "OR",
    "RPAR": "a closing bracket",
}


class _Nothing(Transformer[Token, None]):
    """What a search says isn't needed."""

    def start(self, _parts: list[object]) -> None:
        return None


_GRAMMAR: Final[Grammar[None]] = Grammar(
    _RULES, _Nothing(), _WORDS, {")": "this bracket closes nothing"}
)


@lru_cache(maxsize=1024)
def check(text: str) -> None:
    """Raise what is wrong with a search.

    Raises:
        ExpressionError: Sentry would refuse it.
    """
    _GRAMMAR.parse(text)
