"""Metrics Insights: queries, and what is wrong with them."""

from __future__ import annotations

import pytest

from setpoint.expressions.faults import ExpressionError
from setpoint.expressions.metrics_insights import (
    Condition,
    Order,
    Query,
    parse,
    selects_metrics,
    write,
)


def test_every_clause_is_read() -> None:
    text = """select max("My.Metric") from SCHEMA("AWS/X", A, "b c")
        where A = 'it\\'s' and AWS.AccountId != '1' group by A, tag.env order by avg() desc
        limit 5"""
    assert parse(text) == Query(
        function="MAX",
        metric="My.Metric",
        namespace="AWS/X",
        schema=("A", "b c"),
        where=(
            Condition("A", equal=True, value="it's"),
            Condition("AWS.AccountId", equal=False, value="1"),
        ),
        group_by=("A", "tag.env"),
        order_by=Order("AVG", descending=True),
        limit=5,
    )


@pytest.mark.parametrize(
    "text",
    [
        'SELECT AVG(CPUUtilization) FROM "AWS/EC2"',
        'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2")',
        'SELECT AVG("Bytes\\"Input\\"") FROM My_Namespace',
        "SELECT SUM(disk_used_percent) FROM CWAgent WHERE path = '/'",
        'SELECT COUNT("LIMIT") FROM X ORDER BY COUNT() LIMIT 500;',
    ],
)
def test_queries_of_the_guide_are_read(text: str) -> None:
    assert parse(write(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("SELECT", 6, "ends where a name belongs"),
        (
            "SELECT P99(x) FROM X",
            7,
            "Metrics Insights has no function 'P99'; it has AVG, COUNT, MAX, MIN and SUM",
        ),
        ("SELECT SUM(*) FROM X", 11, "a query names one metric; there is no *"),
        (
            "SELECT SUM(x) FROM AWS/Lambda",
            22,
            (
                "a name with other characters than letters, digits and _ stands in double quotes:"
                ' "AWS/Lambda"'
            ),
        ),
        ('SELECT SUM(x) FROM X WHERE a = "b"', 31, "values stand in single quotes: 'b'"),
        (
            "SELECT SUM(x) FROM X WHERE a = 5",
            31,
            "'5' stands where a value in single quotes belongs",
        ),
        (
            "SELECT SUM(x) FROM X WHERE a LIKE 'b%'",
            29,
            (
                "Metrics Insights has no LIKE: WHERE has = and !=, joined by AND; write a query for"
                " each"
            ),
        ),
        (
            "SELECT SUM(x) FROM X WHERE a = 'b' OR a = 'c'",
            35,
            "Metrics Insights has no OR: WHERE has = and !=, joined by AND; write a query for each",
        ),
        ("SELECT SUM(x) FROM X WHERE a > 'b'", 29, "labels are compared by = and != alone"),
        ("SELECT SUM(x) FROM X GROUP a", 27, "'a' stands where BY belongs"),
        ("SELECT SUM(x) FROM X LIMIT 501", 27, "LIMIT is 1 to 500, not 501"),
    ],
)
def test_mistakes_are_told_at_their_place(text: str, at: int, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert (caught.value.fault.at, caught.value.fault.message) == (at, message)


@pytest.mark.parametrize(
    ("text", "is_query"),
    [("SELECT x", True), (" \n select\tx", True), ("selected + 1", False), ("SELECT", False)],
)
def test_a_query_begins_with_select(text: str, is_query: bool) -> None:
    assert selects_metrics(text) is is_query
