"""Filter patterns of CloudWatch Logs: what AWS takes, and what it refuses."""

from __future__ import annotations

import pytest

from setpoint.expressions.faults import ExpressionError
from setpoint.expressions.filter_patterns import Delimited, Json, Terms, parse, write


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Terms),
        ('" "', Terms),
        ("ERROR", Terms),
        ("ERROR ARGUMENTS", Terms),
        ("?ERROR ?ARGUMENTS", Terms),
        ('"INTERNAL SERVER ERROR"', Terms),
        ("ERROR -ARGUMENTS", Terms),
        ("%AUTHORIZED%", Terms),
        (r"%^[hc]at|10\.10\.0\.1|a{3,5}|\d\s\w\x28%", Terms),
        ('{ $.eventType = "UpdateTrail" }', Json),
        ("{ $.sourceIPAddress != 123.123.* }", Json),
        ("{ $.objectList[1].id = 2 && $.arrayKey[*] = %val.{2}% }", Json),
        (r"{ $.* = %111\.111\.111\.1[0-9]{1,2}% }", Json),
        ("{ $.['cluster.name'] = \"c\" }", Json),
        ("{ $.SomeObject IS NULL || $.Flag IS TRUE || $.Other NOT EXISTS }", Json),
        ('{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', Json),
        ("{ $.number[0] != 1e-3 || $.latency > +1000 || $.latency = * }", Json),
        ("{($.eventSource = s3.amazonaws.com) && (($.a = B) || ($.a = C))}", Json),
        ("[ip, user, username, timestamp, request =*.html*, status_code = 4*, bytes]", Delimited),
        (r"[ip=%127\.0\.0\.[1-9]%, user, ..., bytes]", Delimited),
        ("[..., request=*.html*, status_code=4*,]", Delimited),
        ("{ $.a >= 500 || $.a[0] < 10e3 || $.a < 10e-3 || $.a <= 55.5 || $.a > -.5E+2 }", Json),
        ("[ip, status = 4*, bytes > 1000 && bytes <= 2e6]", Delimited),
        ("[w1!=ERROR && w1!=WARNING, w2]", Delimited),
        ("[l, url=%/service/resource/[0-9]+/part/[0-9]+$%, (s = 404 || s = 410), t]", Delimited),
    ],
)
def test_patterns_of_the_guide_are_read(text: str, kind: type) -> None:
    pattern = parse(text)
    assert isinstance(pattern, kind)
    assert parse(write(pattern)) == pattern


def test_and_binds_tighter_than_or() -> None:
    assert parse("{ $.a=1 || $.b=2 && $.c=3 }") == parse("{ $.a=1 || ($.b=2 && $.c=3) }")
    assert parse("{ $.a=1 || $.b=2 && $.c=3 }") != parse("{ ($.a=1 || $.b=2) && $.c=3 }")


@pytest.mark.parametrize(
    ("text", "operand", "number"),
    [
        ("{ $.latency > 500ms }", "500ms", "500"),
        ("{ $.latency > abc }", "abc", "500"),
        ('{ $.latency > "abc" }', '"abc"', "500"),
        ('{ $.latency < "250" }', '"250"', "250"),
        ("{ $.code >= %5..% }", "%5..%", "5"),
        ("{ $.code >= 5* }", "5*", "5"),
        ("{ $.a = 1 && $.code <= * }", "*", "500"),
        ("{ $.a > 1.2.3 }", "1.2.3", "1.2"),
        ("{ $.a > - }", "-", "500"),
        ("{ $.a > 1e }", "1e", "1"),
        ("[a, b > %x%]", "%x%", "500"),
        ("[a, bytes >= 1k]", "1k", "1"),
        ("[a, b < c]", "c", "500"),
    ],
)
def test_only_numbers_have_an_order(text: str, operand: str, number: str) -> None:
    """The guide: <, >, <= and >= are for numbers, = and != for texts, too."""
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    fault = caught.value.fault
    assert (fault.at, fault.value) == (text.rindex(operand), operand)
    assert f" with a number, such as {number}, not with {operand}; " in fault.message


OUTSIDE = (
    "a term with other characters than letters, digits and _, here {}, stands in double quotes"
)


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("error: down", 5, OUTSIDE.format("':'")),
        ("GET /api", 4, OUTSIDE.format("'/'")),
        ("ERROR timeout-x", 13, OUTSIDE.format("'-'")),
        ("-time-out", 5, OUTSIDE.format("'-'")),
        ("why?not", 3, OUTSIDE.format("'?'")),
        ('down"now"', 4, OUTSIDE.format("'\"'")),
        ("größer", 2, OUTSIDE.format("'ö'")),
        ('"never', 0, "the quote that opens here is never closed"),
        ("%never", 0, "the regular expression that opens here is never closed; end it with %"),
        (r"%a \(b\)%", 4, r"AWS's regular expressions have no groups; \x28 stands for ("),
        ("%wow!%", 4, r"AWS's regular expressions have no '!'; \x21 stands for !"),
        ("%ö%", 1, "a regular expression has no 'ö', only characters of ASCII"),
        ("%%", 1, "the regular expression is empty"),
        ('{ status = "401" }', 2, "'status' stands where a field such as $.level belongs"),
        ("{ $.level = 'error' }", 12, "texts stand in double quotes"),
        ('{ $.level == "error" }', 11, "equal is written ="),
        ("{ $.a[*].b[*] = 1 }", 2, "$.a[*].b[*] has 2 wildcards; a selector has one at most"),
        (
            "{ $.a[*]=1 && $.b[*]=1 && $.c[*]=1 && $.*=1 }",
            38,
            "a pattern has 3 wildcards in its selectors at most",
        ),
        ("{ $.a IS NOT NULL }", 9, "'NOT' stands where TRUE, FALSE or NULL belongs"),
        (
            "{ $.a EXISTS }",
            6,
            "there is NOT EXISTS, but no EXISTS; write $.field = *",
        ),
        ('{ $.a = "x" and $.b = 2 }', 12, "both is written &&"),
        ('{ $.a = "x"', 11, "ends where &&, || or } belongs"),
        ("[a, b", 5, "ends where a comparison such as = or !=, a comma or ] belongs"),
        (
            "[s = 4* && bytes > 1000]",
            11,
            "bytes is another field than s; part them by a comma",
        ),
        ("[a=%x%, b=%y%, c=%z%]", 17, "a pattern with fields has 2 regular expressions at most"),
    ],
)
def test_mistakes_are_told_at_their_place(text: str, at: int, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert (caught.value.fault.at, caught.value.fault.message) == (at, message)
