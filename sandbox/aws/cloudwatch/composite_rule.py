"""The rule of a composite alarm: parsed, measured and evaluated.

Grammar: `ALARM(x)`, `OK(x)`, `INSUFFICIENT_DATA(x)`, `TRUE`, `FALSE`, `AND`, `OR`, `NOT`,
parentheses and `AT_LEAST(M or P%, [NOT] STATE, (a, b))`. NOT binds tightest, OR loosest; x is a
name or an ARN, in double quotes where it holds a space, a bracket or a comma.
Source: API reference of PutCompositeAlarm.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STATES = ("ALARM", "OK", "INSUFFICIENT_DATA")

_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|(?P<mark>[(),])|(?P<word>[^\s(),"]+)')
_COUNT = re.compile(r"(?P<number>[1-9]\d*)(?P<percent>%)?")
_HUNDRED = 100
_DEEPEST = 100

StateOf: TypeAlias = "Callable[[str], str]"


class RuleError(ValueError):
    """The rule cannot be parsed; the message says at which character."""


@dataclass(frozen=True)
class Constant:
    """TRUE or FALSE."""

    value: bool


@dataclass(frozen=True)
class InState:
    """Whether one alarm is in a state."""

    state: str
    alarm: str


@dataclass(frozen=True)
class Not:
    """The opposite."""

    term: Rule


@dataclass(frozen=True)
class All:
    """Terms joined by AND."""

    terms: tuple[Rule, ...]


@dataclass(frozen=True)
class Some:
    """Terms joined by OR."""

    terms: tuple[Rule, ...]


@dataclass(frozen=True)
class AtLeast:
    """Whether enough of several alarms are in a state, or not in it."""

    count: int
    percent: bool
    negated: bool
    state: str
    alarms: tuple[str, ...]


Rule: TypeAlias = Constant | InState | Not | All | Some | AtLeast


@dataclass(frozen=True)
class _Token:
    text: str
    at: int
    quoted: bool = False


@lru_cache(maxsize=4096)
def parse(text: str) -> Rule:
    """Parse a rule.

    Raises:
        RuleError: It doesn't follow the grammar.
    """
    parser = _Parser(_tokens(text))
    rule = parser.disjunction()
    parser.finish()
    return rule


def children(rule: Rule) -> Iterator[str]:
    """Yield the alarms that a rule names, as often as it names them."""
    match rule:
        case InState(alarm=alarm):
            yield alarm
        case AtLeast(alarms=alarms):
            yield from alarms
        case Not(term=term):
            yield from children(term)
        case All(terms=terms) | Some(terms=terms):
            for term in terms:
                yield from children(term)


def elements(text: str) -> int:
    """Count what AWS limits to 500: alarms, constants and parentheses."""
    tokens = _tokens(text)
    marks = sum(token.text in "()" and not token.quoted for token in tokens)
    constants = sum(_is_constant(token) for token in tokens)
    return marks + constants + sum(1 for _ in children(parse(text)))


def evaluate(rule: Rule, state_of: StateOf) -> bool:
    """Evaluate a rule; `state_of` gives the state of the alarm of a name or ARN."""
    match rule:
        case Constant(value=value):
            return value
        case InState(state=state, alarm=alarm):
            return state_of(alarm) == state
        case Not(term=term):
            return not evaluate(term, state_of)
        case All(terms=terms):
            return all(evaluate(term, state_of) for term in terms)
        case Some(terms=terms):
            return any(evaluate(term, state_of) for term in terms)
        case AtLeast():
            hits = sum((state_of(alarm) == rule.state) != rule.negated for alarm in rule.alarms)
            return hits >= _needed(rule)


def _needed(rule: AtLeast) -> int:
    return math.ceil(rule.count * len(rule.alarms) / _HUNDRED) if rule.percent else rule.count


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        match = _TOKEN.match(text, position)
        if match is None:
            raise RuleError(f"Unsupported token '{text[position:]}' at char {position}")
        quoted = match["quoted"] is not None
        tokens.append(_Token(match["quoted"] if quoted else match.group(), position, quoted))
        position = match.end()
    return tokens


def _is_constant(token: _Token) -> bool:
    return not token.quoted and token.text.upper() in ("TRUE", "FALSE")


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    def disjunction(self) -> Rule:
        terms = [self._conjunction()]
        while self._take("OR"):
            terms.append(self._conjunction())
        return terms[0] if len(terms) == 1 else Some(tuple(terms))

    def finish(self) -> None:
        if self._next < len(self._tokens):
            raise _unsupported(self._tokens[self._next])

    def _conjunction(self) -> Rule:
        terms = [self._negation()]
        while self._take("AND"):
            terms.append(self._negation())
        return terms[0] if len(terms) == 1 else All(tuple(terms))

    def _negation(self) -> Rule:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RuleError("The expression is nested too deeply")
        term = Not(self._negation()) if self._take("NOT") else self._primary()
        self._depth -= 1
        return term

    def _primary(self) -> Rule:
        token = self._advance()
        if token.quoted:
            raise _unsupported(token)
        if token.text == "(":
            rule = self.disjunction()
            self._expect(")")
            return rule
        if _is_constant(token):
            return Constant(token.text.upper() == "TRUE")
        if token.text in STATES:
            self._expect("(")
            alarm = self._alarm()
            self._expect(")")
            return InState(token.text, alarm)
        if token.text == "AT_LEAST":
            return self._at_least()
        raise _unsupported(token)

    def _at_least(self) -> Rule:
        self._expect("(")
        token = self._advance()
        count = _COUNT.fullmatch(token.text)
        if count is None or (count["percent"] and int(count["number"]) > _HUNDRED):
            raise _unsupported(token)
        self._expect(",")
        negated = self._take("NOT")
        state = self._advance()
        if state.text not in STATES or state.quoted:
            raise _unsupported(state)
        self._expect(",")
        alarms = self._alarms()
        self._expect(")")
        number, percent = int(count["number"]), bool(count["percent"])
        if not percent and number > len(alarms):
            raise _unsupported(token)
        return AtLeast(number, percent, negated, state.text, alarms)

    def _alarms(self) -> tuple[str, ...]:
        self._expect("(")
        alarms = [self._alarm()]
        while self._take(","):
            alarms.append(self._alarm())
        self._expect(")")
        return tuple(alarms)

    def _alarm(self) -> str:
        token = self._advance()
        if not token.text or (token.text in "()," and not token.quoted):
            raise _unsupported(token)
        return token.text

    def _advance(self) -> _Token:
        if self._next >= len(self._tokens):
            raise RuleError("Unexpected end of the expression")
        self._next += 1
        return self._tokens[self._next - 1]

    def _take(self, text: str) -> bool:
        token = self._tokens[self._next] if self._next < len(self._tokens) else None
        if token is None or token.quoted or token.text != text:
            return False
        self._next += 1
        return True

    def _expect(self, text: str) -> None:
        token = self._advance()
        if token.quoted or token.text != text:
            raise _unsupported(token)


def _unsupported(token: _Token) -> RuleError:
    return RuleError(f"Unsupported token '{token.text}' at char {token.at}")
