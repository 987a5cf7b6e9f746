"""The rule language of composite alarms: which alarms a rule names, and what it says.

Grammar as in AWS's CloudWatch user guide ("Create a composite alarm"): ALARM(x), OK(x),
INSUFFICIENT_DATA(x), TRUE, FALSE, AND, OR, NOT, parentheses and
AT_LEAST(M or P%, [NOT] STATE, (x, y, ...)). NOT binds tightest, OR loosest. A name in double
quotes may hold spaces, brackets and commas; the quotes stay part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from lark import Token, Transformer, v_args

from setpoint.expressions.alarm_rules.nodes import (
    AtLeast,
    Constant,
    Every,
    InState,
    Not,
    Some,
    walk,
)
from setpoint.expressions.grammar import Grammar, deeper

if TYPE_CHECKING:
    from setpoint.expressions.alarm_rules.nodes import Expression

ELEMENTS: Final = 500
_RULES: Final = r"""
?start: either
?either: both (OR both)*
?both: term (AND term)*
?term: NOT term -> opposite
    | STATE LPAR NAME RPAR -> in_state
    | AT_LEAST LPAR COUNT COMMA NOT? STATE COMMA LPAR NAME (COMMA NAME)* RPAR RPAR -> at_least
    | CONSTANT -> constant
    | LPAR either RPAR -> group

OR: /OR(?![^\s(),])/i
AND: /AND(?![^\s(),])/i
NOT: /NOT(?![^\s(),])/i
STATE: /(ALARM|OK|INSUFFICIENT_DATA)(?![^\s(),])/i
CONSTANT: /(TRUE|FALSE)(?![^\s(),])/i
AT_LEAST: /AT_LEAST(?![^\s(),])/i
COUNT: /(100|[1-9][0-9]?)%|[1-9][0-9]{0,2}(?![0-9%])/
NAME: /"[^"]*"|[^\s(),"]+/
LPAR: "("
RPAR: ")"
COMMA: ","
%ignore /\s+/
"""
_WORDS: Final = {
    "STATE": "a state such as ALARM(...)",
    "AT_LEAST": "AT_LEAST(...)",
    "COUNT": "a number of alarms such as 2 or 50%",
    "NAME": "an alarm's name",
    "LPAR": "an opening bracket",
    "AND": "AND",
    "OR": "OR",
    "COMMA": "a comma",
    "RPAR": "a closing bracket",
    "$END": "the end",
}
_HINTS: Final = {
    "&&": "both is written AND",
    "||": "either is written OR",
    "!": "not is written NOT",
    '"': "the quote that opens here is never closed",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule read.

    Attributes:
        expression: What it says.
        names: What it names, in order, each once.
        elements: How many states and constants it has.
    """

    expression: Expression
    names: tuple[str, ...]
    elements: int


class _Part(NamedTuple):
    expression: Expression
    at: int
    depth: int = 1


@v_args(inline=True)
class _Builder(Transformer[Token, _Part]):
    """What a rule says from the bottom up."""

    def in_state(self, state: Token, _left: Token, name: Token, _right: Token) -> _Part:
        return _Part(InState(state.upper(), str(name), _at(name)), _at(state))

    def constant(self, word: Token) -> _Part:
        return _Part(Constant(word.upper() == "TRUE"), _at(word))

    def group(self, left: Token, inner: _Part, _right: Token) -> _Part:
        return inner._replace(at=_at(left), depth=deeper((inner.depth,), _at(left)))

    def opposite(self, word: Token, inner: _Part) -> _Part:
        term = inner.expression
        depth = deeper((inner.depth,), _at(word))
        return _Part(term.term if isinstance(term, Not) else Not(term), _at(word), depth)

    def at_least(self, word: Token, *tokens: Token) -> _Part:
        count = next(each for each in tokens if each.type == "COUNT")
        state = next(each for each in tokens if each.type == "STATE")
        names = [each for each in tokens if each.type == "NAME"]
        return _Part(
            AtLeast(
                int(count.removesuffix("%")),
                percent=count.endswith("%"),
                negated=any(each.type == "NOT" for each in tokens),
                state=state.upper(),
                names=tuple(map(str, names)),
                at=tuple(map(_at, names)),
            ),
            _at(word),
        )

    def either(self, *parts: Token | _Part) -> _Part:
        found = _parts(parts)
        terms = tuple(each.expression for each in found)
        return _Part(Some(terms), found[0].at, _depth(found))

    def both(self, *parts: Token | _Part) -> _Part:
        found = _parts(parts)
        terms = tuple(each.expression for each in found)
        return _Part(Every(terms), found[0].at, _depth(found))


def _at(token: Token) -> int:
    return token.start_pos or 0


def _parts(parts: tuple[Token | _Part, ...]) -> list[_Part]:
    return [each for each in parts if isinstance(each, _Part)]


def _depth(parts: list[_Part]) -> int:
    return deeper((each.depth for each in parts), parts[0].at)


_GRAMMAR: Final[Grammar[_Part]] = Grammar(_RULES, _Builder(), _WORDS, _HINTS)


@lru_cache(maxsize=1024)
def read_rule(text: str) -> Rule:
    """Read a rule.

    Raises:
        ExpressionError: The text does not follow the grammar.
    """
    expression = _GRAMMAR.parse(text).expression
    names: list[str] = []
    constants = 0
    for each in walk(expression):
        match each:
            case InState(name=name):
                names.append(name)
            case AtLeast(names=several):
                names += several
            case Constant():
                constants += 1
            case _:
                continue
    return Rule(expression, tuple(dict.fromkeys(names)), len(names) + constants)
