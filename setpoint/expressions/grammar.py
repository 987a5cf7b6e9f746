"""A language's parser: lark's, with its complaints as sentences and places.

Parsers are LALR(1): time grows with the length of the text, whatever stands in it. Trees are
made while a text is read, so that a deep nest is refused before anything calls itself.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from lark import Lark, Token, UnexpectedCharacters, UnexpectedToken
from lark.exceptions import VisitError

from setpoint.expressions.faults import ExpressionError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lark import Transformer

Tree = TypeVar("Tree")
DEEPEST: Final = 100
_END: Final = "$END"


class Grammar(Generic[Tree]):
    """A language.

    Args:
        rules: Its grammar, in lark's notation.
        builder: Makes the tree; its errors are `ExpressionError`.
        words: How each terminal of the grammar is called in sentences; those without a word
            are not offered.
        hints: What to write instead of a text that other languages know; under "" for any
            character that the language hasn't, called {found}.
    """

    def __init__(
        self,
        rules: str,
        builder: Transformer[Token, Tree],
        words: Mapping[str, str],
        hints: Mapping[str, str],
    ) -> None:
        self._rules = rules
        self._builder = builder
        self._words = words
        self._hints = hints

    @cached_property
    def lark(self) -> Any:
        """Lark's parser, made when it is first needed: it takes some milliseconds."""
        return Lark(self._rules, parser="lalr", transformer=self._builder)

    def parse(self, text: str) -> Tree:
        """Return the tree of a text.

        Raises:
            ExpressionError: The grammar doesn't allow it.
        """
        try:
            tree: Tree = self.lark.parse(text)
        except UnexpectedToken as error:
            raise ExpressionError(self._unexpected(text, error)) from None
        except UnexpectedCharacters as error:
            raise ExpressionError(self._strange(text, error)) from None
        except VisitError as error:
            if isinstance(error.orig_exc, ExpressionError):
                raise error.orig_exc from None
            raise
        return tree

    def _unexpected(self, text: str, error: UnexpectedToken) -> Fault:
        token: Token = error.token
        wanted = self._wanted(error.accepts or error.expected)
        if token.type == _END:
            return Fault(len(text.rstrip()), f"ends where {wanted} belongs")
        at = token.start_pos or 0
        found = str(token)
        message = self._hinted(text, at, len(found)) or f"{found!r} stands where {wanted} belongs"
        return Fault(at, message, found)

    def _strange(self, text: str, error: UnexpectedCharacters) -> Fault:
        at = error.pos_in_stream or 0
        hint = self._hinted(text, at, 1) or self._hints.get("", "").format(found=repr(text[at]))
        message = hint or f"{text[at]!r} stands where {self._wanted(error.allowed)} belongs"
        return Fault(at, message, text[at])

    def _hinted(self, text: str, at: int, length: int) -> str | None:
        """Return the hint for what stands at a place, or around it; the longest first."""
        around = ((text[at : at + 2]), text[max(at - 1, 0) : at + 1], text[at : at + length])
        return next((self._hints[each] for each in around if each in self._hints), None)

    def _wanted(self, terminals: Iterable[str] | None) -> str:
        names = {self._words[each] for each in terminals or () if each in self._words}
        if not names:
            return "the end"
        first, *rest = sorted(names, key=list(dict.fromkeys(self._words.values())).index)
        return f"{', '.join([first, *rest[:-1]])} or {rest[-1]}" if rest else first


def deeper(depths: Iterable[int], at: int) -> int:
    """Return the depth of a node above others.

    Raises:
        ExpressionError: It is more than trees may have.
    """
    depth = 1 + max(depths, default=0)
    if depth > DEEPEST:
        raise ExpressionError(Fault(at, f"is nested deeper than {DEEPEST} levels here"))
    return depth
