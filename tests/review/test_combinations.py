"""However a composite's alarms are joined, its rewrite is told once, with its true effect."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.expressions.alarm_rules import holds, read_rule
from setpoint.review import Effect
from setpoint.review.effect import combine
from tests.review.changes_of_signals import CHILD, SUM
from tests.review.conftest import alert, cpu, project
from tests.review.test_kinds import only

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import AlertChange, Review

    Compare = Callable[..., Review]

OWN = {"cpu": CHILD, "errors": SUM}
OTHERS = {name: alert(cpu(threshold="99%")) for name in ("other", "third")}
NAMES = ("cpu", "errors", "shop/other", "shop/third")
STATES = ("OK", "ALARM", "INSUFFICIENT_DATA")


def ruled(rule: str) -> dict[str, Any]:
    return {"rule": rule, "children": OWN}


FORMS: dict[str, tuple[dict[str, Any], str]] = {
    "any": ({"any": OWN}, "ALARM(cpu) OR ALARM(errors)"),
    "all": ({"all": OWN}, "ALARM(cpu) AND ALARM(errors)"),
    "any, other": (
        {"any": OWN, "alarms": ["shop/other"]},
        "ALARM(cpu) OR ALARM(errors) OR ALARM(shop/other)",
    ),
    "all, other": (
        {"all": OWN, "alarms": ["shop/other"]},
        "ALARM(cpu) AND ALARM(errors) AND ALARM(shop/other)",
    ),
    **{
        rule: (ruled(rule), rule)
        for rule in (
            "ALARM(cpu) AND ALARM(errors)",
            "ALARM(errors) OR ALARM(cpu)",
            "ALARM(cpu) AND ALARM(errors) AND ALARM(shop/other)",
            "ALARM(cpu) AND (ALARM(errors) AND ALARM(shop/other))",
            "AT_LEAST(3, ALARM, (cpu, errors, shop/other))",
            "ALARM(cpu) OR ALARM(errors) OR ALARM(shop/third)",
            "(ALARM(cpu) OR ALARM(errors)) AND ALARM(shop/third)",
            "ALARM(cpu) AND NOT OK(errors)",
        )
    },
}


def effect_of(old: str, new: str) -> Effect:
    """What the rules come to, state by state."""
    before, after = read_rule(old).expression, read_rule(new).expression
    pairs = set()
    for states in product(STATES, repeat=len(NAMES)):
        state_of = dict(zip(NAMES, states, strict=True)).__getitem__
        pairs.add((holds(before, state_of), holds(after, state_of)))
    found = {(False, True): Effect.more, (True, False): Effect.less}
    return combine(found.get(pair, Effect.unchanged) for pair in pairs)


def changed(compare: Compare, old: dict[str, Any], new: dict[str, Any]) -> AlertChange:
    return only(
        compare(*(project({"it": alert({"composite": each}), **OTHERS}) for each in (old, new)))
    )


@pytest.mark.parametrize(("old", "new"), [*permutations(FORMS, 2)])
def test_a_rewrite_is_told_where_it_was_edited_and_as_what_it_does(
    old: str, new: str, compare: Compare
) -> None:
    (before, was), (after, now) = FORMS[old], FORMS[new]

    change = changed(compare, before, after)

    expected = effect_of(was, now)
    crossing = {Effect.mixed, Effect.unknown}
    assert change.sensitivity is expected or {change.sensitivity, expected} <= crossing
    places = {source.path.rpartition("composite")[2] for f in change.fields for source in f.sources}
    written = {f".{key}" for key in (*before, *after) if before.get(key) != after.get(key)}
    if "rule" in before or "rule" in after:
        assert places <= {".rule", ""}
    else:
        assert places <= written


def test_one_alarm_alone_is_neither_any_nor_all(compare: Compare) -> None:
    one, two = ({"all": {name: OWN[name] for name in names}} for names in (["cpu"], [*OWN]))

    change = changed(compare, one, two)

    assert [(field.path, field.effect) for field in change.fields] == [
        ("composite.all.errors", Effect.less)
    ]


def test_alarms_that_come_and_go_are_named(compare: Compare) -> None:
    old, new = ({"any": OWN, "alarms": [f"shop/{each}"]} for each in ("other", "third"))

    (field,) = changed(compare, old, new).fields

    assert field.path == "composite.alarms"
    assert field.sentence == "shop/third takes part now; shop/other takes part no more"


def test_a_rule_that_comes_to_the_same_leaves_paging_as_it_is(compare: Compare) -> None:
    old, new = "ALARM(cpu) AND ALARM(errors)", "AT_LEAST(2, ALARM, (cpu, errors))"

    (field,) = changed(compare, ruled(old), ruled(new)).fields

    assert (field.old, field.new, field.effect) == (old, new, Effect.unchanged)
    assert field.sentence.endswith("paging stays as it is")


def test_a_variable_in_a_rule_is_told_at_the_variable(compare: Compare) -> None:
    def side(state: str) -> dict[str, Any]:
        rule = "ALARM(cpu) AND ${state}(errors)"
        return project({"it": alert({"composite": ruled(rule)})}, variables={"state": state})

    (field,) = only(compare(side("ALARM"), side("OK"))).fields

    assert field.source == "variables.state"
