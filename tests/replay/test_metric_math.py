"""The value of metric math expressions over series."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setpoint.expressions.faults import ExpressionError
from setpoint.expressions.metric_math import parse, system
from setpoint.expressions.metric_math.kinds import Kind
from setpoint.replay import ReplayError, Series, read_series
from setpoint.replay.math_functions import real
from setpoint.replay.metric_math import evaluate

MONDAY = 1_767_571_200  # 5 January 2026, 00:00 UTC


def value(text: str, start: int = 0, **series: str) -> list[float | None]:
    read = {name: read_series(each, start=start) for name, each in series.items()}
    return list(evaluate(text, read, {}).values)


# The tables of AWS's guide.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m1 < m2", "0 0 1 0"),
        ("m1 >= 30", "1 0 0 0"),
        ("m1 > 15 AND m2 > 15", "1 0 0 0"),
    ],
)
def test_comparisons_are_those_of_the_guide(text: str, expected: str) -> None:
    assert value(text, m1="30 20 0 0", m2="20 _ 20 _") == list(read_series(expected).values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IF(m1, m2, m3)", "30 0 20 _ _"),
        ("IF(m1, 5, m3)", "5 5 20 _ _"),
        ("IF(m1, m2, 5)", "30 0 5 5 _"),
        ("IF(m1, m2)", "30 0 _ _ _"),
        ("IF(1, m2, m3)", "30 _ 0 0 30"),
    ],
)
def test_choices_are_those_of_the_guide(text: str, expected: str) -> None:
    found = value(text, m1="1 1 0 0 _", m2="30 _ 0 0 30", m3="0 0 20 _ 20")
    assert found == list(read_series(expected).values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("m1 + m2", "5 2 3 _"),
        ("m2 - m1", "-3 2 -3 _"),
        ("m1 / m2", "4 0 _ _"),
        ("10 / m1", "2.5 _ 3.3333333333333335 _"),
        ("-m1 ^ 2", "-16 _ -9 _"),
        ("m1 - 1 - 1", "2 _ 1 _"),
        ("SUM([m1, m2])", "5 2 3 _"),
        ("AVG([m1, m2])", "2.5 1 1.5 _"),
        ("MAX(METRICS())", "4 2 3 _"),
        ("DATAPOINT_COUNT(METRICS())", "2 1 1 _"),
        ("SUM(100 / [m1, m2])", "125 50 33.333333333333336 _"),
        ("m1 * 0 + AVG(m1)", "3.5 _ 3.5 _"),
        ("m1 * 0 + DATAPOINT_COUNT(m1)", "2 _ 2 _"),
        ("TIME_SERIES(SUM(m2))", "3 3 3 3"),
        ("FILL(m1, 9)", "4 9 3 9"),
        ("FILL(m1, m2)", "4 2 3 _"),
        ("FILL(m1, REPEAT)", "4 4 3 3"),
        ("FILL(m1, LINEAR)", "4 3.5 3 _"),
        ("DIFF(m1)", "_ _ -1 _"),
        ("DIFF_TIME(m1)", "_ _ 120 _"),
        ("RATE(m2)", "_ 0.016666666666666666 _ _"),
        ("RUNNING_SUM(m1)", "4 _ 7 _"),
        ("m1 / PERIOD(m1)", "0.06666666666666667 _ 0.05 _"),
        ("LOG10(m1 * 25)", "2 _ 1.8750612633917 _"),
        ("LOG(m1 - 4)", "_ _ _ _"),
        ("FIRST(SORT(METRICS(), MAX, DESC))", "4 _ 3 _"),
        ("FIRST(SORT(METRICS(), SUM, ASC, 1))", "1 2 _ _"),
        ("SLICE(SORT(METRICS(), AVG, DESC), 1, 2)", "1 2 _ _"),
        ("LAST(REMOVE_EMPTY([m1, m2]))", "1 2 _ _"),
        ("m1 * METRIC_COUNT(METRICS())", "8 _ 6 _"),
    ],
)
def test_functions(text: str, expected: str) -> None:
    found = value(text, m1="4 _ 3 _", m2="1 2 _ _")
    wanted = read_series(expected).values
    assert [each is None for each in found] == [each is None for each in wanted]
    assert real(found) == pytest.approx(real(wanted), rel=1e-9)


@pytest.mark.parametrize(
    ("function", "expected"),
    [("HOUR", "0 1"), ("DAY", "1 1"), ("DATE", "5 5"), ("MONTH", "1 1"), ("YEAR", "2026 2026")],
)
def test_parts_of_the_time(function: str, expected: str) -> None:
    series = Series([1, 1], period=3600, start=MONDAY)
    found = evaluate(f"{function}(m1)", {"m1": series}, {}).values
    assert list(found) == list(read_series(expected).values)


def test_expressions_build_on_one_another() -> None:
    series = {"failed": read_series("1 2"), "all": read_series("10 10")}
    found = evaluate("share * 100", series, {"share": "failed / sum", "sum": "all"})
    assert list(found.values) == [10, 20]


@pytest.mark.parametrize("text", ["AVG(m1)", "[m1, m1]", "SERVICE_QUOTA(m1)"])
def test_what_gives_no_series_is_refused(text: str) -> None:
    with pytest.raises(ReplayError):
        evaluate(text, {"m1": read_series("1 2")}, {})


def test_series_of_unlike_periods_are_refused() -> None:
    with pytest.raises(ReplayError):
        evaluate("m1 + m2", {"m1": Series([1], 60), "m2": Series([1], 300)}, {})


WORDS = [
    *("m1", "m2", "5", "0", "+", "-", "*", "/", "^", "<", "==", "AND", "OR", "(", ")", ","),
    *("SUM(", "AVG(", "MAX(", "IF(", "FILL(", "ABS(", "DIFF(", "METRICS()", "[m1, m2]", "LOG("),
]
some = st.lists(st.none() | st.integers(-3, 9), min_size=4, max_size=4)


@settings(max_examples=500, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), one=some, other=some)
def test_what_is_one_series_has_a_value_or_none_at_each_instant(
    words: list[str], one: list[float | None], other: list[float | None]
) -> None:
    text = " ".join(words)
    text += ")" * (text.count("(") - text.count(")"))
    try:
        parse(text)
    except ExpressionError:
        return
    part = system.read({"x": text}, ["m1", "m2"], alarm=True, watched=["x"])["x"]
    if part.kind is not Kind.series:
        return
    found = evaluate(text, {"m1": Series(one), "m2": Series(other)}, {}).values
    assert len(found) == 4
    assert all(each is None or math.isfinite(each) for each in found)
