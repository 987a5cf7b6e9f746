"""The rule language of composite alarms: which alarms a rule names, and whether it is one.

Grammar as in the user guide ("Create a composite alarm"): ALARM(x), OK(x),
INSUFFICIENT_DATA(x), TRUE, FALSE, AND, OR, NOT, parentheses and
AT_LEAST(M or P%, [NOT] STATE, (x, y, ...)).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\s*(?:([(),])|([^\s(),]+))")
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
        names: What it names, in order, each once.
        elements: How many states and constants it has.
    """

    names: list[str] = field(default_factory=list)
    elements: int = 0


def read_rule(text: str) -> Rule:
    """Read a rule.

    Raises:
        RuleError: The text does not follow the grammar.
    """
    reader = _Reader(_tokens(text))
    reader.expression(0)
    if reader.left():
        raise RuleError(f"the rule goes on with {reader.next()!r} where AND, OR or its end belongs")
    return reader.rule


def _tokens(text: str) -> list[str]:
    """Brackets, commas and words."""
    return [m[1] or m[2] for m in _TOKEN.finditer(text.rstrip())]


class _Reader:
    """Recursive descent over tokens."""

    def __init__(self, tokens: list[str]) -> None:
        self.rule = Rule()
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

    def expression(self, depth: int) -> None:
        """Terms joined by AND and OR."""
        if depth > _DEEPEST:
            raise RuleError(f"the rule is nested deeper than {_DEEPEST} brackets")
        self._term(depth)
        while self.left() and self._tokens[self._at].upper() in ("AND", "OR"):
            self._at += 1
            self._term(depth)

    def _term(self, depth: int) -> None:
        """A state, a constant, a bracket, AT_LEAST, or NOT and one of these."""
        token = self.next()
        while token.upper() == "NOT":
            token = self.next()
        word = token.upper()
        if token == "(":  # noqa: S105 - a token of the rule
            self.expression(depth + 1)
            self._expect(")")
        elif word in _STATES:
            self._expect("(")
            self._name()
            self._expect(")")
        elif word == "AT_LEAST":
            self._at_least()
        elif word in _CONSTANTS:
            self.rule.elements += 1
        else:
            raise RuleError(_unexpected(token))

    def _at_least(self) -> None:
        """`(2, ALARM, (a, b, c))`."""
        self._expect("(")
        count = self.next()
        if not _COUNT.fullmatch(count):
            raise RuleError(f"AT_LEAST({count} is no number of alarms; write one such as 2 or 50%")
        self._expect(",")
        state = self.next()
        if state.upper() == "NOT":
            state = self.next()
        if state.upper() not in _STATES:
            raise RuleError(f"{state!r} is not ALARM, OK or INSUFFICIENT_DATA")
        self._expect(",")
        self._expect("(")
        self._name()
        while self.left() and self._tokens[self._at] == ",":
            self._at += 1
            self._name()
        self._expect(")")
        self._expect(")")

    def _name(self) -> None:
        """What stands in the brackets of a state."""
        name = self.next()
        if name in ("", "(", ")", ","):
            raise RuleError("the rule names no alarm between brackets")
        self.rule.elements += 1
        if name not in self.rule.names:
            self.rule.names.append(name)

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
