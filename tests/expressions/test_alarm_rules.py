"""Composite alarms' rule language."""

from __future__ import annotations

import pytest

from setpoint.expressions.alarm_rules import (
    AtLeast,
    Constant,
    Every,
    InState,
    Not,
    Some,
    compared,
    read_rule,
    rename,
    reverses,
)
from setpoint.expressions.faults import ExpressionError


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
    assert (list(rule.names), rule.elements) == (names, elements)


@pytest.mark.parametrize(
    "text",
    [
        *("", "ALARM", "ALARM(", "ALARM()", "ALARM(a", "ALARM(a,b)", "ALARM(a) ALARM(b)"),
        *("AND", "ALARM(a) AND", "(ALARM(a)", "ALARM(a))", "a", "ALERT(a)", "NOT"),
        *("AT_LEAST(0, ALARM, (a))", "AT_LEAST(101%, ALARM, (a))", "AT_LEAST(2, BAD, (a))"),
        *("AT_LEAST(2, ALARM, ())", "AT_LEAST(2, ALARM, a)", "AT_LEAST(2, ALARM, (a,))"),
        "(" * 101 + "TRUE" + ")" * 101,
    ],
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
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


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("ALARM(a) ANDY", 9, "'ANDY' stands where AND, OR or the end belongs"),
        ("ALARM(a) && OK(b)", 9, "both is written AND"),
        ("ALARM()", 6, "')' stands where an alarm's name belongs"),
        (
            "AT_LEAST(0, ALARM, (a))",
            9,
            "'0' stands where a number of alarms such as 2 or 50% belongs",
        ),
    ],
)
def test_mistakes_are_told_at_their_place(text: str, at: int, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        read_rule(text)
    assert (caught.value.fault.at, caught.value.fault.message) == (at, message)


def test_names_are_changed_where_they_stand() -> None:
    rule = 'ALARM(a)  OR AT_LEAST(1, ok, (b, "a b"))'
    assert rename(rule, str.upper) == 'ALARM(A)  OR AT_LEAST(1, ok, (B, "A B"))'


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("ALARM(not-ok) AND ALARM(OK)", False),
        ("NOT ALARM(a)", True),
        ("NOT NOT ALARM(a)", False),
        ("OK(a)", True),
        ("AT_LEAST(1, NOT ALARM, (a))", True),
    ],
)
def test_what_turns_an_alarm_into_rest(text: str, turns: bool) -> None:
    assert reverses(read_rule(text).expression) is turns


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ("ALARM(a) AND ALARM(b)", "ALARM(a) OR ALARM(b)", (True, False)),
        ("ALARM(a) OR ALARM(b)", 'ALARM("a")', (False, True)),
        ("ALARM(a)", "NOT (OK(a) OR INSUFFICIENT_DATA(a))", (True, True)),
        ("ALARM(a)", "NOT OK(a)", (True, False)),
        ("ALARM(a)", "ALARM(b)", (False, False)),
        ("AT_LEAST(2, ALARM, (a, b, c))", "AT_LEAST(1, ALARM, (a, b, c))", (True, False)),
        ("ALARM(a)", " OR ".join(f"ALARM({name})" for name in "abcdefghi"), None),
    ],
)
def test_which_rule_holds_whenever_the_other_does(
    one: str, other: str, order: tuple[bool, bool] | None
) -> None:
    assert compared(read_rule(one).expression, read_rule(other).expression) == order
