"""The rule language of composite alarms: which alarms a rule names, and what it says.

Grammar as in the user guide ("Create a composite alarm"): ALARM(x), OK(x),
INSUFFICIENT_DATA(x), TRUE, FALSE, AND, OR, NOT, parentheses and
AT_LEAST(M or P%, [NOT] STATE, (x, y, ...)). NOT binds tightest, OR loosest. A name in double
quotes may hold spaces, brackets and commas; the quotes stay part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from setpoint.config.alarm_expression import AtLeast, Constant, Every, InState, Not, Some

if TYPE_CHECKING:
    from setpoint.config.alarm_expression import Expression

_TOKEN = re.compile(r'\s*(?:([(),])|("[^"]*"|[^\s(),]+))')
_STATES = ("ALARM", "OK", "INSUFFICIENT_DATA")
_CONSTANTS = ("TRUE", "FALSE")
_COUNT = re.compile(r"[1-9]\d{0,2}|(?:100|[1-9]\d?)%")
_DEEPEST = 50
ELEMENTS = 500


class RuleError(ValueError):
    """The rule is none; the message is a sentence."""


@dataclass(slots=True)
class Rule:
    """A rule read.

    Attributes:
        expression: What it says.
        names: What it names, in order, each once.
        elements: How many states and constants it has.
    """

    expression: Expression
    names: list[str] = field(default_factory=list)
    elements: int = 0


def read_rule(text: str) -> Rule:
    """Read a rule.

    Raises:
        RuleError: The text does not follow the grammar.
    """
    reader = _Reader(_tokens(text))
    expression = reader.expression(0)
    if reader.left():
        raise RuleError(f"the rule goes on with {reader.next()!r} where AND, OR or its end belongs")
    return Rule(expression, reader.names, reader.elements)


def _tokens(text: str) -> list[str]:
    """Brackets, commas and words."""
    return [m[1] or m[2] for m in _TOKEN.finditer(text.rstrip())]


class _Reader:
    """Recursive descent over tokens."""

    def __init__(self, tokens: list[str]) -> None:
        self.names: list[str] = []
        self.elements = 0
        self._tokens = tokens
        self._at = 0

    def left(self) -> bool:
        """Whether tokens are left."""
        return self._at < len(self._tokens)

    def next(self) -> str:
        """The next token, empty at the end."""
        token = self._tokens[self._at] if self.left() else ""
        self._at += 1
        return token

    def expression(self, depth: int) -> Expression:
        """Terms joined by OR, which are terms joined by AND."""
        if depth > _DEEPEST:
            raise RuleError(f"the rule is nested deeper than {_DEEPEST} brackets")
        terms = [self._joined(depth)]
        while self._take("OR"):
            terms.append(self._joined(depth))
        return terms[0] if len(terms) == 1 else Some(tuple(terms))

    def _joined(self, depth: int) -> Expression:
        """Terms joined by AND."""
        terms = [self._term(depth)]
        while self._take("AND"):
            terms.append(self._term(depth))
        return terms[0] if len(terms) == 1 else Every(tuple(terms))

    def _term(self, depth: int) -> Expression:
        """NOT as often as it stands there, and what it belongs to."""
        opposite = False
        while self._take("NOT"):
            opposite = not opposite
        term = self._primary(depth)
        return Not(term) if opposite else term

    def _primary(self, depth: int) -> Expression:
        """A state, a constant, a bracket or AT_LEAST."""
        token = self.next()
        word = token.upper()
        if token == "(":  # noqa: S105 - a token of the rule
            inner = self.expression(depth + 1)
            self._expect(")")
            return inner
        if word in _STATES:
            self._expect("(")
            name = self._name()
            self._expect(")")
            return InState(word, name)
        if word == "AT_LEAST":
            return self._at_least()
        if word in _CONSTANTS:
            self.elements += 1
            return Constant(word == "TRUE")
        raise RuleError(_unexpected(token))

    def _at_least(self) -> AtLeast:
        """`(2, ALARM, (a, b, c))`."""
        self._expect("(")
        count = self.next()
        if not _COUNT.fullmatch(count):
            raise RuleError(f"AT_LEAST({count} is no number of alarms; write one such as 2 or 50%")
        self._expect(",")
        negated = self._take("NOT")
        state = self.next()
        if state.upper() not in _STATES:
            raise RuleError(f"{state!r} is not ALARM, OK or INSUFFICIENT_DATA")
        self._expect(",")
        self._expect("(")
        names = [self._name()]
        while self._take(","):
            names.append(self._name())
        self._expect(")")
        self._expect(")")
        number, share = int(count.removesuffix("%")), count.endswith("%")
        return AtLeast(number, share, negated, state.upper(), tuple(names))

    def _name(self) -> str:
        """What stands in the brackets of a state."""
        name = self.next()
        if name in ("", "(", ")", ","):
            raise RuleError("the rule names no alarm between brackets")
        self.elements += 1
        if name not in self.names:
            self.names.append(name)
        return name

    def _take(self, word: str) -> bool:
        """Whether the next token is this one, which is then passed."""
        found = self.left() and self._tokens[self._at].upper() == word
        self._at += found
        return found

    def _expect(self, token: str) -> None:
        """The next token must be this one."""
        found = self.next()
        if found != token:
            where = f"has {found!r}" if found else "ends"
            raise RuleError(f"the rule {where} where {token!r} belongs")


def _unexpected(token: str) -> str:
    """No term starts like this."""
    if not token:
        return "the rule ends where ALARM(...), OK(...) or a bracket belongs"
    return f"{token!r} is not ALARM(...), OK(...), INSUFFICIENT_DATA(...), AT_LEAST(...) or NOT"
