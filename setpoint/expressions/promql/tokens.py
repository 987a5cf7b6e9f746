"""The tokens of an expression; source: promql/parser/lex.go of Prometheus."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(
    r"""(?P<blank>\s+|\#[^\n]*)
    |(?P<value>"(?:[^"\\]|\\(?:.|\Z))*(?:"|\Z)|'(?:[^'\\]|\\(?:.|\Z))*(?:'|\Z)|`[^`]*(?:`|\Z)|(?:\d[\w.]*|\.\d\w*)(?:(?<=[eE])[+-]\d+)?)
    |(?P<word>[A-Za-z_:][\w:]*)
    |(?P<operator>[=!]=|[<>]=?|=~|!~|&&|\|\||[-+*/^%@=!&|])
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
JOINTS: Final = frozenset({"and", "or", "unless", "atan2"})
"""Operators that are words."""


class Token(NamedTuple):
    """A token; `kind` is value, word, operator, open, close or other."""

    kind: str
    text: str
    at: int

    @property
    def end(self) -> int:
        """Place behind it."""
        return self.at + len(self.text)


def tokens_of(expr: str) -> Iterator[Token]:
    """Yield an expression's tokens, without blanks and comments."""
    for match in _TOKEN.finditer(expr):
        if match.lastgroup != "blank":
            yield Token(str(match.lastgroup), match.group(), match.start())
