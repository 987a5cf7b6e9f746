"""Filter patterns of CloudWatch Logs: text to nodes.

Source: AWS's CloudWatch Logs user guide, "Filter pattern syntax for metric filters, subscription
filters, filter log events, and Live Tail". A pattern is terms, `{ $.json = "conditions" }` or
`[space, delimited, fields]`; which of them, its first character decides, and one without any
term is that of all lines. Blanks part terms: other characters than letters, digits and _, also
a - within, are quoted. A wildcard
counts in a JSON pattern: one in a selector, three in all. `IS NOT` and `EXISTS` there are none.
What has an order is a number ("Numeric comparisons"): an integer or a decimal, with or without
a sign and an exponent; texts, wildcards and regular expressions are equal or not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from lark import Token, Transformer, v_args

from setpoint.expressions.faults import ExpressionError, Fault
from setpoint.expressions.filter_patterns import regexes
from setpoint.expressions.filter_patterns.nodes import (
    Comparison,
    Condition,
    Delimited,
    How,
    Joined,
    Json,
    Literal,
    Operand,
    Pattern,
    Regex,
    Term,
    Terms,
    as_text,
    comparisons,
    operands,
)
from setpoint.expressions.grammar import Grammar, deeper

_MOST_WILDCARDS: Final = 3
_MOST_REGEXES: Final = 2
_NUMBER: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_SHARED: Final = r"""
AND: "&&"
OR: "||"
LPAR: "("
RPAR: ")"
EQUAL: "="
UNEQUAL: "!="
ORDER: "<=" | ">=" | "<" | ">"
STRING: /"(\\.|[^"\\])*"/
REGEX: /%[^%]*%/
%ignore /[ \t\r\n]+/
"""
_TERMS: Final = (
    r"""
start: term*
term: (MINUS | OPTIONAL)? operand
operand: WORD | STRING | REGEX

MINUS: "-"
OPTIONAL: "?"
WORD: /[A-Za-z0-9_]+/
"""
    + _SHARED
)
_JSON: Final = (
    r"""
start: BEGIN either FINISH
?either: both (OR both)*
?both: condition (AND condition)*
?condition: comparison | LPAR either RPAR -> group
comparison: SELECTOR (EQUAL | UNEQUAL | ORDER) operand
    | SELECTOR IS (TRUE | FALSE | NULL) -> is_word
    | SELECTOR NOT EXISTS -> not_exists
operand: WORD | STRING | REGEX

BEGIN: "{"
FINISH: "}"
IS: /IS(?![A-Za-z0-9_])/
NOT: /NOT(?![A-Za-z0-9_])/
EXISTS: /EXISTS(?![A-Za-z0-9_])/
TRUE: /TRUE(?![A-Za-z0-9_])/
FALSE: /FALSE(?![A-Za-z0-9_])/
NULL: /NULL(?![A-Za-z0-9_])/
SELECTOR: /\$(\.[A-Za-z0-9_-]+|\.?\['[^']*'\]|\.?\[[0-9]+\]|\.?\[\*\]|\.\*)+/
WORD: /[A-Za-z0-9_.*+-]+/
"""
    + _SHARED
)
_FIELDS: Final = (
    r"""
start: BEGIN cell (COMMA cell)* FINISH
cell: (ELLIPSIS | either | NAME)?
?either: both (OR both)*
?both: comparison (AND comparison)* | LPAR either RPAR -> group
comparison: NAME (EQUAL | UNEQUAL | ORDER) operand
operand: NAME | WORD | STRING | REGEX

BEGIN: "["
FINISH: "]"
COMMA: ","
ELLIPSIS: "..."
NAME: /[A-Za-z0-9_-]+(?=\s*[^A-Za-z0-9_.*:\/+-]|$)/
WORD: /[A-Za-z0-9_.*:\/+-]+/
"""
    + _SHARED
)
_OPERANDS: Final = {
    "STRING": "a word, a text in double quotes or a regular expression in percent signs"
}
_JOINTS: Final = {
    "EQUAL": "a comparison such as = or !=",
    "TRUE": "TRUE, FALSE or NULL",
    "AND": "&&",
    "OR": "||",
    "RPAR": "a closing bracket",
    "COMMA": "a comma",
    "$END": "the end",
}
_BOTH_HINTS: Final = {
    "==": "equal is written =",
    "<>": "unequal is written !=",
    "'": "texts stand in double quotes",
    '"': "the quote that opens here is never closed",
    "%": "the regular expression that opens here is never closed; end it with %",
    "&": "both is written &&",
    "|": "either is written ||",
}
_TERM_HINTS: Final = {
    **_BOTH_HINTS,
    "": "a term with other characters than letters, digits and _, here {found}, stands in double"
    " quotes",
}
_JSON_HINTS: Final = {
    **_BOTH_HINTS,
    "$": "a selector is written as in $.level, $.users[0].id or $.['a.b']; names have letters,"
    " digits, - and _",
    "and": "both is written &&",
    "or": "either is written ||",
    "EXISTS": "there is NOT EXISTS, but no EXISTS; write $.field = *",
    "AND": "both is written &&",
    "OR": "either is written ||",
}


@v_args(inline=True)
class _Builder(Transformer[Token, Pattern]):
    """Nodes from the bottom up, of whichever kind of pattern."""

    def operand(self, token: Token) -> Operand:
        text, at = str(token), _at(token)
        if token.type == "REGEX":
            regexes.check(text[1:-1], at + 1)
            return Regex(text[1:-1], at)
        quoted = token.type == "STRING"
        return Literal(text[1:-1] if quoted else text, quoted, at)

    def term(self, *parts: Token | Operand) -> Term:
        mark = parts[0] if isinstance(parts[0], Token) else None
        operand = parts[-1]
        assert not isinstance(operand, Token)  # noqa: S101 - the grammar ends with an operand
        how = How(str(mark)) if mark is not None else How.must
        return Term(how, operand, _at(mark) if mark is not None else operand.at)

    def group(self, _left: Token, inner: Condition, _right: Token) -> Condition:
        return inner

    def comparison(self, name: Token, operator: Token, operand: Operand) -> Condition:
        if operator.type == "ORDER":
            _check_number(str(operator), operand)
        return Comparison(str(name), str(operator), operand, _at(name))

    def is_word(self, name: Token, _is: Token, word: Token) -> Condition:
        return Comparison(
            str(name), "IS", Literal(str(word), quoted=False, at=_at(word)), _at(name)
        )

    def not_exists(self, name: Token, _not: Token, _exists: Token) -> Condition:
        return Comparison(str(name), "NOT EXISTS", None, _at(name))

    def either(self, *parts: Token | Condition) -> Condition:
        return _joined("||", parts)

    def both(self, *parts: Token | Condition) -> Condition:
        return _joined("&&", parts)


class _Terms(_Builder):
    @v_args(inline=False)
    def start(self, terms: list[Term]) -> Pattern:
        for before, term in pairwise(terms):
            if _end(before) == term.at:
                joint = term.text[0]
                message = _TERM_HINTS[""].format(found=repr(joint))
                raise ExpressionError(Fault(term.at, message, joint))
        return Terms(tuple(terms))


@v_args(inline=True)
class _Json(_Builder):
    def start(self, _begin: Token, condition: Condition, _finish: Token) -> Pattern:
        return Json(condition)


@v_args(inline=True)
class _Fields(_Builder):
    def cell(self, content: Token | Condition | None = None) -> tuple[str, Condition | None]:
        if content is None or isinstance(content, Token):
            return str(content or ""), None
        return _one_field(content), content

    @v_args(inline=False)
    def start(self, parts: list[Token | tuple[str, Condition | None]]) -> Pattern:
        cells = [each for each in parts if isinstance(each, tuple)]
        return Delimited(tuple(name for name, _ in cells), tuple(each for _, each in cells))


def _one_field(condition: Condition) -> str:
    """Return the field that a condition is about; AWS takes conditions of one field in a place."""
    first, *rest = comparisons(Json(condition))
    for other in rest:
        if other.selector != first.selector:
            message = (
                f"{other.selector} is another field than {first.selector}; part them by a comma"
            )
            raise ExpressionError(Fault(other.at, message, other.selector))
    return first.selector


def _check_number(operator: str, operand: Operand) -> None:
    """Raise that what is no number has no order."""
    text = as_text(operand)
    if isinstance(operand, Regex) or operand.quoted or not _NUMBER.fullmatch(text):
        begun = _NUMBER.match(text.lstrip('%"'))
        number = begun.group().rstrip(".") if begun else "500"
        message = (
            f"{operator} compares with a number, such as {number}, not with {text}; texts are"
            " compared by = and !="
        )
        raise ExpressionError(Fault(operand.at, message, text))


def _joined(operator: str, parts: tuple[Token | Condition, ...]) -> Condition:
    conditions = tuple(each for each in parts if not isinstance(each, Token))
    depths = (each.depth for each in conditions if isinstance(each, Joined))
    first = next(comparisons(Json(conditions[0])))
    return Joined(operator, conditions, deeper(depths, first.at))


def _end(term: Term) -> int:
    """Return the place behind a term."""
    return term.operand.at + len(as_text(term.operand))


def _at(token: Token) -> int:
    return token.start_pos or 0


_GRAMMARS: Final[dict[str, Grammar[Pattern]]] = {
    "{": Grammar(
        _JSON,
        _Json(),
        {"SELECTOR": "a field such as $.level", **_OPERANDS, **_JOINTS, "FINISH": "}"},
        _JSON_HINTS,
    ),
    "[": Grammar(
        _FIELDS,
        _Fields(),
        {"NAME": "a field's name", **_OPERANDS, **_JOINTS, "FINISH": "]"},
        _BOTH_HINTS,
    ),
}
_UNSTRUCTURED: Final[Grammar[Pattern]] = Grammar(_TERMS, _Terms(), _OPERANDS, _TERM_HINTS)


@lru_cache(maxsize=1024)
def parse(text: str) -> Pattern:
    """Return what a filter pattern says.

    Raises:
        ExpressionError: CloudWatch Logs would refuse it.
    """
    pattern = _GRAMMARS.get(text.lstrip()[:1], _UNSTRUCTURED).parse(text)
    _check_quotas(pattern)
    return pattern


def _check_quotas(pattern: Pattern) -> None:
    if isinstance(pattern, Terms):
        return
    found = [each for each in operands(pattern) if isinstance(each, Regex)]
    if len(found) > _MOST_REGEXES:
        message = f"a pattern with fields has {_MOST_REGEXES} regular expressions at most"
        raise ExpressionError(Fault(found[_MOST_REGEXES].at, message))
    if not isinstance(pattern, Json):
        return
    seen = 0
    for each in comparisons(pattern):
        wildcards = each.selector.count("[*]") + each.selector.count(".*")
        seen += wildcards
        if wildcards > 1:
            message = f"{each.selector} has {wildcards} wildcards; a selector has one at most"
            raise ExpressionError(Fault(each.at, message, each.selector))
        if seen > _MOST_WILDCARDS:
            message = f"a pattern has {_MOST_WILDCARDS} wildcards in its selectors at most"
            raise ExpressionError(Fault(each.at, message, each.selector))
