"""Composites over states of others, and what a suppressor keeps quiet."""

from __future__ import annotations

import pytest

from setpoint.catalog.model import CompositeAlarm
from setpoint.expressions.alarm_rules import holds, read_rule
from setpoint.replay import Change, State, Timeline, replay
from setpoint.replay.suppression import actions

OK, ALARM, NOTHING = State.ok, State.alarm, State.insufficient_data
STATES = {"a": "ALARM", "b": "OK", "c": "INSUFFICIENT_DATA"}


def timeline(*changes: tuple[int, State], start: State = OK, end: int = 20) -> Timeline:
    return Timeline((Change(0, start), *(Change(*change) for change in changes)), end)


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        ("ALARM(a)", True),
        ("ALARM(b)", False),
        ("OK(b) AND INSUFFICIENT_DATA(c)", True),
        ("ALARM(b) OR ALARM(a) AND ALARM(c)", False),
        ("NOT ALARM(c) AND NOT (ALARM(b) OR FALSE)", True),
        ("TRUE", True),
        ("AT_LEAST(2, ALARM, (a, b, c))", False),
        ("AT_LEAST(2, NOT ALARM, (a, b, c))", True),
        ("AT_LEAST(33%, ALARM, (a, b, c))", True),
        ("AT_LEAST(34%, ALARM, (a, b, c))", False),
        ("AT_LEAST(66%, NOT ALARM, (a, b, c))", True),
        ("AT_LEAST(67%, NOT ALARM, (a, b, c))", False),
    ],
)
def test_a_rule_holds_or_does_not(rule: str, held: bool) -> None:
    assert holds(read_rule(rule).expression, STATES.__getitem__) is held


def composite(rule: str, **more: object) -> CompositeAlarm:
    return CompositeAlarm(
        alarm_name="all", description="", alarm_rule=rule, children={}, depends_on=(), **more
    )


def test_a_composite_follows_the_alarms_that_it_names() -> None:
    others = {"a b": timeline((3, ALARM), (9, OK)), "c": timeline((5, ALARM), (7, OK))}

    found = replay(composite('ALARM("a b") AND NOT ALARM("c")'), {}, others=others)

    assert found.timeline.transitions == ((0, OK), (3, ALARM), (5, OK), (7, ALARM), (9, OK))
    assert found.evaluation_range is None


def test_changes_of_one_instant_are_one() -> None:
    others = {"a": timeline((3, ALARM)), "b": timeline((3, OK), start=ALARM)}

    found = replay(composite("ALARM(a) OR ALARM(b)"), {}, others=others)

    assert found.timeline.transitions == ((0, ALARM),)


def test_a_rule_without_alarms_is_judged_once() -> None:
    assert replay(composite("TRUE"), {}).timeline.transitions == ((0, ALARM),)


# AWS's own examples ("Composite alarm action suppression"): wait 2, extension 3.
EXAMPLES = {
    "the suppressor stays fine": (((2, ALARM),), (), ((4, ALARM),)),
    "the suppressor goes off in the wait": (((2, ALARM),), ((3, ALARM),), ()),
    "the composite changes in the wait": (((2, ALARM), (3, OK)), (), ((5, OK),)),
    "the suppressor is in alarm already": (((2, ALARM),), ((1, ALARM),), ()),
    "the suppressor is over": (((2, ALARM),), ((1, ALARM), (6, OK)), ((9, ALARM),)),
    "the composite changes in the extension": (
        ((2, ALARM), (7, OK)),
        ((1, ALARM), (6, OK)),
        ((9, OK),),
    ),
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_suppression(example: str) -> None:
    changes, of_suppressor, acted = EXAMPLES[example]

    found = actions(timeline(*changes), timeline(*of_suppressor), wait=2, extension=3)

    assert found == acted


@pytest.mark.parametrize(
    ("changes", "of_suppressor", "acted"),
    [
        # off again in the extension: quiet again, and a new extension after it
        (((2, ALARM),), ((1, ALARM), (6, OK), (8, ALARM), (10, OK)), ((13, ALARM),)),
        # nothing changed: nothing to act upon
        ((), ((1, ALARM), (6, OK)), ()),
        # changed twice while quiet: acts once, upon what it is then
        (((2, ALARM), (4, OK)), ((1, ALARM), (6, OK)), ((9, OK),)),
        # the wait is over when the suppressor goes off
        (((2, ALARM),), ((4, ALARM),), ((4, ALARM),)),
        # lack of data is not alarm
        (((2, ALARM),), ((1, NOTHING),), ((4, ALARM),)),
        (((2, ALARM),), ((1, ALARM), (6, NOTHING), (7, OK)), ((9, ALARM),)),
    ],
)
def test_what_follows_from_the_examples(
    changes: tuple[tuple[int, State], ...],
    of_suppressor: tuple[tuple[int, State], ...],
    acted: tuple[tuple[int, State], ...],
) -> None:
    assert actions(timeline(*changes), timeline(*of_suppressor), wait=2, extension=3) == acted


def test_without_periods_a_change_is_acted_upon_at_once() -> None:
    found = actions(timeline((2, ALARM)), timeline((3, ALARM)), wait=0, extension=0)

    assert found == ((2, ALARM),)


def test_a_composite_with_a_suppressor_acts_later_than_it_changes() -> None:
    alarm = composite(
        "ALARM(a)",
        suppressor="s",
        suppressor_wait_period=2,
        suppressor_extension_period=3,
    )
    others = {"a": timeline((6, ALARM)), "s": timeline((1, ALARM), (8, OK))}

    found = replay(alarm, {}, others=others)

    assert found.timeline.alarms == (6,)
    assert found.actions == ((11, ALARM),)
