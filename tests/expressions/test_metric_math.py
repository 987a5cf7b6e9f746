"""Metric math: what is read, what is refused and where, what an outcome is."""

from __future__ import annotations

import pytest

from setpoint.expressions.faults import ExpressionError
from setpoint.expressions.metric_math import parse, rename, system, write
from setpoint.expressions.metric_math.kinds import Kind

METRICS = ("m1", "m2", "m3", "errors")


def outcome(text: str, *, alarm: bool = True) -> system.Part:
    return system.read({"main": text}, METRICS, alarm=alarm, watched=["main"])["main"]


# The examples of AWS's guide, each with the kind that its tables give.
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PERIOD(m1)/60", Kind.scalar),
        ("5 * m1", Kind.series),
        ("m1 - m2", Kind.series),
        ("SUM(100/[m1, m2])", Kind.series),
        ("AVG([m1,m2]/m3)", Kind.series),
        ("METRICS()*100", Kind.array),
        ("-5*m1", Kind.series),
        ("SUM(-[m1, m2])", Kind.series),
        ("(m1 > 15 AND m2 > 15)", Kind.series),
        ("m1 < 5 || m2 != 3 && m3 >= 2", Kind.series),
        ("MIN(ABS([m1, m2]))", Kind.series),
        ("ANOMALY_DETECTION_BAND(m1,4)", Kind.array),
        ("SUM([m1,m2])/AVG(m2)", Kind.series),
        ("SUM(m1) / DATAPOINT_COUNT(m1)", Kind.scalar),
        ("DATAPOINT_COUNT(METRICS())", Kind.series),
        ("DIFF_TIME(METRICS())", Kind.array),
        ("FILL(m1,10)", Kind.series),
        ("FILL(METRICS(), m1)", Kind.array),
        ("FILL(m1, MIN(m1))", Kind.series),
        ("FILL(m1, REPEAT)", Kind.series),
        ("FILL(METRICS(), LINEAR)", Kind.array),
        ("IF(FIRST(SORT(METRICS(), AVG, DESC))>100, 1, 0)", Kind.series),
        ("LAST(ANOMALY_DETECTION_BAND(m1))", Kind.series),
        ("INSIGHT_RULE_METRIC('rule', SUM)", Kind.series),
        ("INSIGHT_RULE_METRIC('rule', 'MaxContributorValue')", Kind.series),
        ("MAX(m1)/m1", Kind.series),
        ("m1/METRIC_COUNT(METRICS())", Kind.series),
        ('SUM(METRICS("errors"))/SUM(METRICS("requests"))*100', Kind.series),
        ("IF(DAY(m1)<6,m1)", Kind.series),
        ("RUNNING_SUM([m1,m2])", Kind.array),
        ("SLICE(SORT(METRICS(), SUM, DESC), 0, 10)", Kind.array),
        ("SLICE(SORT(METRICS(), SUM, DESC), 0, 1)", Kind.series),
        ("SORT(METRICS(), AVG, DESC, 10)", Kind.array),
        ("FIRST(SORT(METRICS(), MAX, DESC))", Kind.series),
        ("TIME_SERIES(5*AVG(m1))", Kind.series),
        ("m1 / SERVICE_QUOTA(m1) * 100", Kind.series),
        ("LAMBDA('name', 'x', 5, [m1])", Kind.series),
        ("DB_PERF_INSIGHTS('RDS', 'db-1', 'os.cpuUtilization.user.avg')", Kind.series),
    ],
)
def test_kinds_are_those_of_the_guide(text: str, kind: Kind) -> None:
    part = outcome(text)
    assert (part.kind, part.faults) == (kind, [])


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("", 0, "ends where a metric, a number or a function belongs"),
        ("m1 + m2 +", 9, "ends where a metric, a number or a function belongs"),
        ("m1 + ", 4, "ends where a metric, a number or a function belongs"),
        ("m1 m2", 3, "'m2' stands where an operator or the end belongs"),
        ("2m1", 1, "'m1' stands where an operator or the end belongs"),
        ("m1 % 2 + m2", 3, "metric math has no % operator; it has + - * / and ^"),
        ("m1 = m2", 3, "equal is written =="),
        ("m1 <> m2", 4, "unequal is written !="),
        ("m1 ** m2", 4, "a power is written with ^"),
        ("m1 ? m2 : 0", 3, "a choice is written IF(condition, value, otherwise)"),
        ("m1 and m2", 3, "both is written AND or &&"),
        ("m1 ANDROID", 3, "'ANDROID' stands where an operator or the end belongs"),
        ("(m1", 3, "ends where a closing bracket belongs"),
        ("m1)", 2, "')' stands where the end belongs"),
        ("m1 * 1e400", 5, "1e400 is more than numbers hold"),
        ("METRICS('a)", 8, "the quote that opens here is never closed"),
        ("m1 +\n  é", 7, "'é' stands where a metric, a number or a function belongs"),
    ],
)
def test_what_is_no_expression_is_told_at_its_place(text: str, at: int, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert (caught.value.fault.at, caught.value.fault.message) == (at, message)


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("m1 + m4", 5, "there is no metric or expression 'm4'; there are errors, m1, m2, m3"),
        ("m1 + M2", 5, "there is no metric or expression 'M2'; ids begin in lower case"),
        ("m1 + SUMM(m2)", 5, "metric math has no function 'SUMM'"),
        ("sum([m1, m2])", 0, "functions are written in upper case: SUM"),
        ("ABS(m1, m2)", 0, "ABS takes 1 argument, not 2"),
        ("FILL(m1)", 0, "FILL takes 2 arguments, not 1"),
        ("IF(m1)", 0, "IF takes 2 to 3 arguments, not 1"),
        ("FIRST(m1)", 6, "FIRST takes several time series here, not a time series"),
        ("ABS(5)", 4, "ABS takes a time series or several time series here, not a number"),
        ("FILL(m1, MAX)", 9, "FILL takes a number, a time series, REPEAT or LINEAR here, not MAX"),
        ("SORT(METRICS(), MEDIAN, ASC)", 16, "SORT takes AVG, MIN, MAX or SUM here, not MEDIAN"),
        ("SORT(METRICS(), m1, ASC)", 16, "SORT takes AVG, MIN, MAX or SUM here, not a time series"),
        ("[m1, m2] / [m2, m3]", 9, "/ joins two lists of time series; name one series on a side"),
        ("'m1' * 2", 0, "a quoted text stands where a metric or a number belongs"),
        ("m1 + []", 5, "the list is empty; name metrics in it"),
        ("SEARCH('{AWS/EC2}', 'Sum')", 0, "SEARCH can't be used in an alarm; name the metrics"),
        ("AND(m1, m2)", 0, "AND stands between two conditions"),
    ],
)
def test_what_does_not_fit_together_is_told_at_its_place(text: str, at: int, message: str) -> None:
    part = outcome(text)
    assert [(fault.at, fault.message) for fault in part.faults] == [(at, message)]
    assert part.kind is None


def test_graphs_may_search() -> None:
    part = outcome("SUM(SEARCH('{AWS/EC2,InstanceId} CPU', 'Average', 300))", alarm=False)
    assert (part.kind, part.faults) == (Kind.series, [])


def test_every_fault_of_an_expression_is_told() -> None:
    assert [fault.at for fault in outcome("x1 + SUMM(m1) + ABS(m1, y1)").faults] == [0, 5, 24, 16]


@pytest.mark.parametrize(
    ("text", "word"),
    [("[m1, m2]", "several"), ("METRICS()", "several"), ("AVG(m1)", "a number"), ("5", "a number")],
)
def test_an_alarm_watches_one_series(text: str, word: str) -> None:
    fault = system.of_one_series(outcome(text))
    assert fault is not None
    assert word in fault.message


def test_a_query_may_give_a_series_for_each_group() -> None:
    query = 'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId'
    part = outcome(query)
    assert part.kind is Kind.array
    assert system.of_one_series(part) is None


def test_expressions_build_on_one_another_in_any_order() -> None:
    texts = {"main": "FIRST(list)", "list": "[half, m2]", "half": "m1 / 2"}
    parts = system.read(texts, METRICS, alarm=True, watched=["main"])
    assert {key: part.kind for key, part in parts.items()} == {
        "main": Kind.series,
        "list": Kind.array,
        "half": Kind.series,
    }


def test_a_circle_is_told_once_where_it_begins() -> None:
    texts = {"main": "e1", "e1": "m1 + e2", "e2": "e3", "e3": "1 + e1", "e4": "e4"}
    parts = system.read(texts, METRICS, alarm=True, watched=["main"])
    told = {key: [tuple(f[:2]) for f in part.faults] for key, part in parts.items() if part.faults}
    assert told == {
        "e1": [(5, "e1 depends on itself: e1 -> e2 -> e3 -> e1")],
        "e4": [(0, "e4 depends on itself: e4 -> e4")],
    }


def test_a_long_row_of_expressions_is_read() -> None:
    texts = {f"e{n}": f"e{n + 1} + 1" for n in range(3000)} | {"e3000": "m1"}
    parts = system.read(texts, METRICS, alarm=False)
    assert parts["e0"].kind is Kind.series


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "(a - b) - c"),
        ("((a))", "a"),
        ("-(a+b)*-c^2", "-(a + b) * -c^2"),
        ("a-b-c", "a - b - c"),
        ("a && (b || c)", "a AND (b OR c)"),
        ("METRICS('a\"b')", "METRICS('a\"b')"),
        ("1.5e3*m1+.5", "1500 * m1 + 0.5"),
    ],
)
def test_writing_sets_brackets_where_they_are_needed(text: str, written: str) -> None:
    assert write(parse(text)) == written


def test_renaming_leaves_all_else_alone() -> None:
    text = "100*a / (b + METRICS('a'))  ^ a"
    assert rename(text, {"a": "x1_a", "b": "x1_b"}) == "100*x1_a / (x1_b + METRICS('a'))  ^ x1_a"
    query = "SELECT SUM(a) FROM b"
    assert rename(query, {"a": "x1_a", "b": "x1_b"}) == query
