"""Composite alarms' rule language."""

from __future__ import annotations

import pytest

from setpoint.config.alarm_expression import AtLeast, Constant, Every, InState, Not, Some
from setpoint.config.alarm_rule import RuleError, read_rule


@pytest.mark.parametrize(
    ("text", "names", "elements"),
    [
        ("ALARM(a)", ["a"], 1),
        ("alarm(a) and not ok(b)", ["a", "b"], 2),
        ("ALARM(a) OR (OK(service/b) AND NOT INSUFFICIENT_DATA(a))", ["a", "service/b"], 3),
        ("AT_LEAST(2, ALARM, (a, b, c))", ["a", "b", "c"], 3),
        ("AT_LEAST(50%, NOT OK, (a, b)) OR FALSE", ["a", "b"], 3),
        ("NOT NOT TRUE", [], 1),
        ('ALARM("a b, (c)")', ['"a b, (c)"'], 1),
    ],
)
def test_rule_is_read(text: str, names: list[str], elements: int) -> None:
    rule = read_rule(text)
    assert (rule.names, rule.elements) == (names, elements)


@pytest.mark.parametrize(
    "text",
    [
        *("", "ALARM", "ALARM(", "ALARM()", "ALARM(a", "ALARM(a,b)", "ALARM(a) ALARM(b)"),
        *("AND", "ALARM(a) AND", "(ALARM(a)", "ALARM(a))", "a", "ALERT(a)", "NOT"),
        *("AT_LEAST(0, ALARM, (a))", "AT_LEAST(101%, ALARM, (a))", "AT_LEAST(2, BAD, (a))"),
        *("AT_LEAST(2, ALARM, ())", "AT_LEAST(2, ALARM, a)", "AT_LEAST(2, ALARM, (a,))"),
        "(" * 100 + "TRUE" + ")" * 100,
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(RuleError):
        read_rule(text)


A, B, C = (InState("ALARM", name) for name in "abc")


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("ALARM(a) OR ALARM(b) AND ALARM(c)", Some((A, Every((B, C))))),
        ("(ALARM(a) OR ALARM(b)) AND ALARM(c)", Every((Some((A, B)), C))),
        ("NOT ALARM(a) AND ALARM(b)", Every((Not(A), B))),
        ("NOT NOT TRUE", Constant(value=True)),
        ("ok(a)", InState("OK", "a")),
        (
            "AT_LEAST(50%, NOT OK, (a, b))",
            AtLeast(50, percent=True, negated=True, state="OK", names=("a", "b")),
        ),
    ],
)
def test_not_binds_tightest_and_or_loosest(text: str, expression: object) -> None:
    assert read_rule(text).expression == expression


def test_a_share_of_alarms_is_rounded_up() -> None:
    share = read_rule("AT_LEAST(50%, ALARM, (a, b, c))").expression

    assert isinstance(share, AtLeast)
    assert share.needed == 2
