"""Whatever stands in a text: parsers end soon, with a tree or with a place inside the text."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from setpoint.expressions import filter_patterns, go_templates, metric_math, metrics_insights
from setpoint.expressions.faults import ExpressionError, Fault
from setpoint.expressions.metric_math.functions import FUNCTIONS
from setpoint.expressions.metric_math.nodes import (
    Array,
    Call,
    Chain,
    Negation,
    Node,
    Number,
    Reference,
    Text,
    Word,
)
from setpoint.expressions.metrics_insights import Condition, Order, Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.expressions.filter_patterns import Pattern

PARSERS: dict[str, Callable[[str], Any]] = {
    "metric math": metric_math.parse,
    "metrics insights": metrics_insights.parse,
    "filter patterns": filter_patterns.parse,
    "go templates": go_templates.check,
}
PIECES = {
    "metric math": [
        *("m1", "e2", "5", ".5", "1e9", "+", "-", "*", "/", "^", "==", "<=", "<", "=", "AND", "||"),
        *("(", ")", "[", "]", ",", "SUM", "METRICS", "IF", "'a'", '"', "%", "\n", "DESC"),
    ],
    "metrics insights": [
        *("SELECT", "SUM", "(", ")", "x", "FROM", '"AWS/X"', "SCHEMA", ",", "WHERE", "=", "!="),
        *("'v'", "AND", "GROUP", "BY", "ORDER", "MAX", "DESC", "LIMIT", "5", "OR", "'", '"', "."),
    ],
    "filter patterns": [
        *("{", "}", "[", "]", "$.a", "$.b[*]", "$.c.d[0]", "=", "!=", ">", "&&", "||", "(", ")"),
        *("word", '"text"', "%re.%", "?", "-", "...", ",", "IS", "NULL", "NOT", "EXISTS", "'", "%"),
    ],
    "go templates": [
        *("{{", "}}", "{{-", "-}}", "$value", "$x", ".a", ".", "|", ":=", ",", "(", ")", '"text"'),
        *("if", "else", "end", "range", "with", "define", "humanize", "5", "`raw`", "/*", "*/"),
    ],
}
texts = st.text(max_size=60) | st.text(alphabet="m1+-*/()[]{}$.=!<>&|%\"' ,?", max_size=60)


def fault_of(name: str, text: str) -> Fault | None:
    try:
        PARSERS[name](text)
    except ExpressionError as error:
        return error.fault
    return None


def check(name: str, text: str) -> None:
    fault = fault_of(name, text)
    if fault is not None:
        assert 0 <= fault.at <= len(text)
        assert fault.message
        assert text.startswith(fault.value or "", fault.at)


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=300, deadline=None)
@given(text=texts)
def test_any_characters(name: str, text: str) -> None:
    check(name, text)


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_words_of_the_language(name: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES[name]), max_size=25))
    check(name, data.draw(st.sampled_from(["", " "])).join(pieces))


LONG = 10_000
NESTS = {
    "metric math": ["(", "[", "-", "SUM(", "m1+", "m1^-", "IF(m1,", "'", "m1 == ", "a && "],
    "metrics insights": ["SELECT ", "SELECT SUM(", '"', "'", "a, ", "SELECT SUM(x) FROM X WHERE "],
    "filter patterns": ["{(", "{ ($.a=1 && ", "[a,", "%", '"', "a ", "?", "{ $.a[*]", "[a=1&&"],
    "go templates": ["{{", "{{ (", "{{ if 1 }}", "{{ 1 }}", "{{ 1 | title", '{{ "', "{{ $x := "],
}


@pytest.mark.parametrize(("name", "piece"), [(n, p) for n, all_ in NESTS.items() for p in all_])
def test_time_grows_with_the_length(name: str, piece: str) -> None:
    text = (piece * LONG)[:LONG]
    if name == "filter patterns" and piece[0] in "{[":
        text = piece[0] + (piece[1:] * LONG)[: LONG - 1]
    check(name, piece)  # what is made but once doesn't count
    begin = process_time()
    check(name, text)
    assert process_time() - begin < 5


# Whatever a tree may be, with numbers that are written as they are read.
ids = st.from_regex(r"[a-z][A-Za-z0-9_]{0,8}", fullmatch=True)
words = st.sampled_from(["DESC", "ASC", "REPEAT", "MAX"])
leaves: st.SearchStrategy[Node] = st.one_of(
    st.floats(0, 1e12, allow_nan=False).map(Number),
    ids.map(Reference),
    words.map(Word),
    st.text(alphabet="ab 1'", max_size=5).map(Text),
)


def above(below: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(below, max_size=3).map(tuple)
    rows = [("+", "-"), ("*", "/"), ("==", "<", ">="), ("AND",), ("OR",), ("^",)]

    def chains(row: tuple[str, ...]) -> st.SearchStrategy[Node]:
        operators = st.lists(st.sampled_from(row), min_size=1, max_size=3)
        return operators.flatmap(
            lambda signs: st.lists(below, min_size=len(signs) + 1, max_size=len(signs) + 1).map(
                lambda operands: Chain(tuple(operands), tuple(signs))
            )
        )

    calls = st.builds(Call, st.sampled_from(sorted(FUNCTIONS)), several)
    return st.one_of(
        calls, several.map(Array), below.map(Negation), st.sampled_from(rows).flatmap(chains)
    )


@settings(max_examples=400, deadline=None)
@given(tree=st.recursive(leaves, above, max_leaves=12))
@example(tree=Chain((Chain((Reference("a"), Reference("b")), ("-",)), Reference("c")), ("-",)))
def test_what_is_written_is_read_as_the_same(tree: Node) -> None:
    assert metric_math.parse(metric_math.write(tree)) == tree


names = st.text(min_size=1, max_size=8)
queries = st.builds(
    Query,
    function=st.sampled_from(metrics_insights.FUNCTIONS),
    metric=names,
    namespace=names,
    schema=st.none() | st.lists(names, max_size=3).map(tuple),
    where=st.lists(st.builds(Condition, names, st.booleans(), names), max_size=3).map(tuple),
    group_by=st.lists(names, max_size=2).map(tuple),
    order_by=st.none()
    | st.builds(Order, st.sampled_from(metrics_insights.FUNCTIONS), st.booleans()),
    limit=st.none() | st.integers(1, 500),
)


@settings(max_examples=300, deadline=None)
@given(query=queries)
def test_a_query_is_written_as_it_is_read(query: Query) -> None:
    assert metrics_insights.parse(metrics_insights.write(query)) == query


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_pattern_is_written_as_it_is_read(data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES["filter patterns"]), max_size=12))
    first = data.draw(st.sampled_from(["", "{ $.a = 1 && ", "[a, "]))
    text = first + " ".join(pieces) + {"": "", "{": " }", "[": "]"}[first[:1]]
    try:
        pattern: Pattern = filter_patterns.parse(text)
    except ExpressionError:
        return
    assert filter_patterns.parse(filter_patterns.write(pattern)) == pattern
