from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.aws.cloudwatch.composite_rule import (
    All,
    AtLeast,
    Constant,
    InState,
    Not,
    Rule,
    RuleError,
    Some,
    children,
    elements,
    evaluate,
    parse,
)

YES, NO = Constant(value=True), Constant(value=False)
NAMES = ("a", "b", "c")
STATES = ("ALARM", "OK", "INSUFFICIENT_DATA")


def some(
    count: int, state: str, *alarms: str, percent: bool = False, negated: bool = False
) -> AtLeast:
    return AtLeast(count, percent, negated, state, alarms)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("ALARM(a)", InState("ALARM", "a")),
        ('ALARM("a b, (c)")', InState("ALARM", "a b, (c)")),
        ("ALARM( a )", InState("ALARM", "a")),
        ("true", YES),
        ("NOT OK(a)", Not(InState("OK", "a"))),
        ("NOT NOT TRUE", Not(Not(YES))),
        ("TRUE OR FALSE AND TRUE", Some((YES, All((NO, YES))))),
        (
            "(TRUE OR FALSE) AND TRUE",
            All((Some((YES, NO)), YES)),
        ),
        ("AT_LEAST(2, ALARM, (a, b, c))", some(2, "ALARM", "a", "b", "c")),
        ('AT_LEAST(50%, NOT OK, (a, "b"))', some(50, "OK", "a", "b", percent=True, negated=True)),
        ("ALARM(AND)", InState("ALARM", "AND")),
    ],
)
def test_rules_are_parsed(text: str, rule: Rule) -> None:
    assert parse(text) == rule


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("()", "Unsupported token ')' at char 1"),
        ("ALARM(a) XOR ALARM(b)", "Unsupported token 'XOR' at char 9"),
        ("ALARM(a", "Unexpected end of the expression"),
        ("ALARM(a))", "Unsupported token ')' at char 8"),
        ("ALARM(a) AND", "Unexpected end of the expression"),
        ("alarm(a)", "Unsupported token 'alarm' at char 0"),
        ("ALARM(a b)", "Unsupported token 'b' at char 8"),
        ('ALARM("a)', "Unsupported token"),
        ('ALARM("")', "Unsupported token"),
        ('"ALARM"(a)', "Unsupported token 'ALARM' at char 0"),
        ("AT_LEAST(4, ALARM, (a, b))", "Unsupported token '4'"),
        ("AT_LEAST(0, ALARM, (a, b))", "Unsupported token '0'"),
        ("AT_LEAST(101%, ALARM, (a))", "Unsupported token '101%'"),
        ("AT_LEAST(1, BAD, (a))", "Unsupported token 'BAD'"),
        ("AT_LEAST(1, ALARM, ())", "Unsupported token ')'"),
        ("NOT " * 200 + "TRUE", "nested too deeply"),
        ("(" * 200 + "TRUE" + ")" * 200, "nested too deeply"),
    ],
)
def test_bad_rules_say_where(text: str, message: str) -> None:
    with pytest.raises(RuleError) as error:
        parse(text)
    assert message in str(error.value)


def test_elements_are_alarms_constants_and_parentheses() -> None:
    assert elements("TRUE") == 1
    assert elements("ALARM(a)") == 3
    assert elements('(ALARM("x(y)") OR FALSE)') == 6


def render(rule: Rule) -> str:
    match rule:
        case Constant(value=value):
            return str(value).upper()
        case InState(state=state, alarm=alarm):
            return f'{state}("{alarm}")'
        case Not(term=term):
            return f"NOT ({render(term)})"
        case All(terms=terms):
            return f"({' AND '.join(map(render, terms))})"
        case Some(terms=terms):
            return f"({' OR '.join(map(render, terms))})"
        case AtLeast():
            size = f"{rule.count}%" if rule.percent else str(rule.count)
            negation = "NOT " if rule.negated else ""
            return f"AT_LEAST({size},{negation}{rule.state},({','.join(rule.alarms)}))"


@st.composite
def at_least(draw: st.DrawFn) -> AtLeast:
    alarms = tuple(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4)))
    percent = draw(st.booleans())
    count = draw(st.integers(1, 100 if percent else len(alarms)))
    return AtLeast(count, percent, draw(st.booleans()), draw(st.sampled_from(STATES)), alarms)


LEAVES = (
    st.builds(Constant, st.booleans())
    | st.builds(InState, st.sampled_from(STATES), st.sampled_from(NAMES))
    | at_least()
)
RULES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Some, st.lists(inner, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=8,
)


@given(RULES)
def test_a_rendered_rule_parses_to_the_same_meaning(rule: Rule) -> None:
    parsed = parse(render(rule))
    assert sorted(children(parsed)) == sorted(children(rule))
    for values in product(STATES, repeat=len(NAMES)):
        known = dict(zip(NAMES, values, strict=True))
        assert evaluate(parsed, known.__getitem__) == evaluate(rule, known.__getitem__)


@given(RULES, st.sampled_from(STATES), st.sampled_from(STATES), st.sampled_from(STATES))
def test_not_turns_every_rule_around(rule: Rule, a: str, b: str, c: str) -> None:
    known = {"a": a, "b": b, "c": c}.__getitem__
    assert evaluate(parse(f"NOT ({render(rule)})"), known) is not evaluate(rule, known)


@given(st.text(alphabet='ALRMOK NDT_ES()",%a1', max_size=40))
def test_any_text_parses_or_is_refused_with_a_message(text: str) -> None:
    try:
        rule = parse(text)
    except RuleError:
        return
    assert elements(text) > 0
    assert evaluate(rule, lambda _: "OK") in (True, False)
