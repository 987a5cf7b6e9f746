"""Metrics Insights: text to a query.

Source: AWS's CloudWatch user guide, "Query components and syntax in CloudWatch Metrics
Insights": keywords in any case, values in single quotes, names that hold other characters than
letters, digits and _ in double ones, with a backslash before quotes in them. Labels of accounts
and of resources' tags are written with a dot: AWS.AccountId, tag.env.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lark import Token, Transformer, v_args

from setpoint.expressions.faults import ExpressionError, Fault
from setpoint.expressions.grammar import Grammar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Functions with the statistic that each takes of the metrics it selects.
STATISTICS: Final = {
    "AVG": "Average",
    "COUNT": "SampleCount",
    "MAX": "Maximum",
    "MIN": "Minimum",
    "SUM": "Sum",
}
FUNCTIONS: Final = tuple(STATISTICS)
MOST_SERIES: Final = 500
_RULES: Final = r"""
start: SELECT function LPAR name RPAR FROM source where? group? order? limit? SEMICOLON?
?source: name -> namespace
    | SCHEMA LPAR name (COMMA label)* RPAR -> schema
where: WHERE condition (AND condition)*
condition: label (EQUAL | UNEQUAL) (VALUE | QUOTED)
group: GROUP BY label (COMMA label)*
order: ORDER BY function LPAR RPAR (ASC | DESC)?
limit: LIMIT DIGITS
function: NAME
name: NAME | QUOTED
label: NAME | QUOTED | DOTTED

SELECT: /SELECT(?![A-Za-z0-9_])/i
FROM: /FROM(?![A-Za-z0-9_])/i
SCHEMA.2: /SCHEMA(?=\s*\()/i
WHERE: /WHERE(?![A-Za-z0-9_])/i
AND: /AND(?![A-Za-z0-9_])/i
GROUP: /GROUP(?![A-Za-z0-9_])/i
ORDER: /ORDER(?![A-Za-z0-9_])/i
BY: /BY(?![A-Za-z0-9_])/i
ASC: /ASC(?![A-Za-z0-9_])/i
DESC: /DESC(?![A-Za-z0-9_])/i
LIMIT: /LIMIT(?![A-Za-z0-9_])/i
LPAR: "("
RPAR: ")"
COMMA: ","
EQUAL: "="
UNEQUAL: "!="
SEMICOLON: ";"
DIGITS: /[0-9]+/
DOTTED.1: /[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+/
NAME: /[A-Za-z_][A-Za-z0-9_]*/
QUOTED: /"(\\.|[^"\\])*"/
VALUE: /'(\\.|[^'\\])*'/
%ignore /[ \t\r\n]+/
"""
_WORDS: Final = {
    "SELECT": "SELECT",
    "NAME": "a name",
    "FROM": "FROM",
    "VALUE": "a value in single quotes",
    "EQUAL": "= or !=",
    "DIGITS": "a number",
    "BY": "BY",
    "LPAR": "an opening bracket",
    "COMMA": "a comma",
    "RPAR": "a closing bracket",
    "AND": "AND",
    "WHERE": "WHERE",
    "GROUP": "GROUP BY",
    "ORDER": "ORDER BY",
    "ASC": "ASC or DESC",
    "LIMIT": "LIMIT",
    "$END": "the end",
}
_QUOTES: Final = "a name with other characters than letters, digits and _ stands in double quotes"
_ONE_BY_ONE: Final = "WHERE has = and !=, joined by AND; write a query for each"
_HINTS: Final = {
    "/": f'{_QUOTES}: "AWS/Lambda"',
    "-": _QUOTES,
    ".": _QUOTES,
    ":": _QUOTES,
    "*": "a query names one metric; there is no *",
    **{
        word: f"Metrics Insights has no {word.upper()}: {_ONE_BY_ONE}"
        for upper in ("OR", "LIKE", "IN", "NOT", "BETWEEN", "IS")
        for word in (upper, upper.lower())
    },
    "HAVING": "Metrics Insights has no HAVING; the alarm's threshold compares",
    "<": "labels are compared by = and != alone",
    ">": "labels are compared by = and != alone",
    "==": "equal is written =",
    "'": "a quote that opens here is never closed, or a name stands in single quotes",
    '"': "a quote that opens here is never closed",
}


class Condition(NamedTuple):
    """A label compared with a value; `equal` or not."""

    label: str
    equal: bool
    value: str


class Order(NamedTuple):
    """By which function series are ordered; the lowest first, or the highest."""

    function: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A query.

    Attributes:
        function: Of `FUNCTIONS`.
        schema: The labels that metrics have, exactly those; None for any.
        group_by: Labels of whose values each has a series of its own.
        limit: How many series at most, 1 to 500.
        places: Where in the text things stand, by field, and by field and label.
    """

    function: str
    metric: str
    namespace: str
    schema: tuple[str, ...] | None = None
    where: tuple[Condition, ...] = ()
    group_by: tuple[str, ...] = ()
    order_by: Order | None = None
    limit: int | None = None
    places: Mapping[tuple[str, ...], int] = field(default_factory=dict, compare=False)

    @property
    def statistic(self) -> str:
        """The statistic that the function takes of the metrics it selects."""
        return STATISTICS[self.function]


class _Clause(NamedTuple):
    """A part of a query: the field that it fills, and where what it names stands."""

    field: str
    value: Any
    at: int = 0
    places: tuple[tuple[tuple[str, ...], int], ...] = ()


@v_args(inline=True)
class _Builder(Transformer[Token, Query]):
    """A query from the bottom up."""

    def start(self, *parts: Token | _Clause) -> Query:
        clauses = {each.field: each for each in parts if isinstance(each, _Clause)}
        source, metric = clauses.pop("source"), clauses.pop("name")
        schema, namespace = source.value
        # what a label is compared with tells more than that it is grouped by
        labels = (clauses[key].places for key in ("group_by", "where") if key in clauses)
        return Query(
            metric=metric.value,
            namespace=namespace,
            schema=schema,
            places={
                ("metric",): metric.at,
                ("namespace",): source.at,
                **dict(source.places),
                **{place: at for each in labels for place, at in each},
            },
            **{key: clause.value for key, clause in clauses.items()},
        )

    def function(self, token: Token) -> _Clause:
        upper = str(token).upper()
        if upper not in FUNCTIONS:
            message = f"Metrics Insights has no function {str(token)!r}; it has "
            listed = f"{', '.join(FUNCTIONS[:-1])} and {FUNCTIONS[-1]}"
            raise ExpressionError(Fault(_at(token), message + listed, str(token), FUNCTIONS))
        return _Clause("function", upper, _at(token))

    def name(self, token: Token) -> _Clause:
        return _Clause("name", _plain(token), _at(token))

    def label(self, token: Token) -> _Clause:
        name = _plain(token)
        return _Clause("label", name, _at(token), ((("label", name), _at(token)),))

    def namespace(self, name: _Clause) -> _Clause:
        return _Clause("source", (None, name.value), name.at)

    def schema(self, *parts: Token | _Clause) -> _Clause:
        name, *labels = (each for each in parts if isinstance(each, _Clause))
        given = tuple(each.value for each in labels), name.value
        return _Clause("source", given, name.at, _places(labels))

    def condition(self, label: _Clause, sign: Token, value: Token) -> _Clause:
        if value.type == "QUOTED":
            message = f"values stand in single quotes: '{_plain(value)}'"
            raise ExpressionError(Fault(_at(value), message, str(value)))
        compared = Condition(str(label.value), sign == "=", _plain(value))
        places = (*label.places, (("value", compared.label), _at(value)))
        return _Clause("condition", compared, label.at, places)

    def where(self, *parts: Token | _Clause) -> _Clause:
        return _clauses("where", parts)

    def group(self, *parts: Token | _Clause) -> _Clause:
        return _clauses("group_by", parts)

    def order(self, *parts: Token | _Clause) -> _Clause:
        function = next(each for each in parts if isinstance(each, _Clause))
        falls = any(isinstance(each, Token) and each.type == "DESC" for each in parts)
        return _Clause("order_by", Order(str(function.value), falls))

    def limit(self, _word: Token, digits: Token) -> _Clause:
        number = int(digits[:6])
        if not 1 <= number <= MOST_SERIES:
            message = f"LIMIT is 1 to {MOST_SERIES}, not {digits[:9]}"
            raise ExpressionError(Fault(_at(digits), message, str(digits)))
        return _Clause("limit", number)


def _at(token: Token) -> int:
    return token.start_pos or 0


def _clauses(name: str, parts: tuple[Token | _Clause, ...]) -> _Clause:
    found = [each for each in parts if isinstance(each, _Clause)]
    return _Clause(name, tuple(each.value for each in found), places=_places(found))


def _places(clauses: Iterable[_Clause]) -> tuple[tuple[tuple[str, ...], int], ...]:
    return tuple(place for each in clauses for place in each.places)


def _plain(token: Token) -> str:
    """Return what a token says, without its quotes and the backslashes in them."""
    if token.type not in {"QUOTED", "VALUE"}:
        return str(token)
    parts = str(token)[1:-1].split("\\\\")
    return "\\".join(part.replace("\\", "") for part in parts)


_GRAMMAR: Final[Grammar[Query]] = Grammar(_RULES, _Builder(), _WORDS, _HINTS)


def selects_metrics(expression: str) -> bool:
    """Return whether a metric math expression is a query rather than a formula."""
    words = expression.split(maxsplit=1)
    return len(words) > 1 and words[0].upper() == "SELECT"


@lru_cache(maxsize=1024)
def parse(text: str) -> Query:
    """Return the query that a text is.

    Raises:
        ExpressionError: It is none.
    """
    return _GRAMMAR.parse(text)
