"""Edits of a composite alarm are told at what was edited, and what it says then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.review import Effect
from tests.review.changes_of_signals import CHILD, QUIET, SUM
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Edit, Review

    Compare = Callable[..., Review]

OTHERS = {"other": alert(cpu(threshold="99%"))}
SUPPRESSOR = ("suppressed_by", "wait", "extension")


def edits(compare: Compare, old: dict[str, Any], new: dict[str, Any]) -> dict[str, Edit]:
    review = compare(*(project({"it": alert(signal), **OTHERS}) for signal in (old, new)))
    return {
        edit.path.removeprefix("services.shop.alerts.it.composite."): edit for edit in review.edits
    }


def ruled(rule: str) -> dict[str, Any]:
    return {"composite": {"rule": rule, "children": {"cpu": CHILD, "errors": SUM}}}


def test_a_suppressor_that_is_gone_is_told_value_by_value_at_the_composite(
    compare: Compare,
) -> None:
    without = {key: value for key, value in QUIET["composite"].items() if key not in SUPPRESSOR}

    found = edits(compare, QUIET, {"composite": without})

    assert {path: (edit.old, edit.new) for path, edit in found.items()} == {
        "suppressed_by": ("shop/other", None),
        "wait": ("1m", None),
        "extension": ("1m", None),
    }
    lines = {edit.origin.line for edit in found.values()}
    assert len(lines) == 1  # all at what they stood in, none at the children
    assert all(field.sentence for edit in found.values() for field in edit.fields)
    assert found["suppressed_by"].effect is Effect.more


def test_a_rule_that_says_and_instead_of_or_is_told_at_the_rule(compare: Compare) -> None:
    either, both = "ALARM(cpu) OR ALARM(errors)", "ALARM(cpu) AND ALARM(errors)"

    ((path, edit),) = edits(compare, ruled(either), ruled(both)).items()

    assert (path, edit.old, edit.new, edit.effect) == ("rule", either, both, Effect.less)


def test_rules_with_other_alerts_and_states_are_compared(compare: Compare) -> None:
    both = "ALARM(cpu) AND ALARM(errors)"
    before = f"{both} AND NOT OK(shop/other)"
    rules = {
        both: Effect.more,
        f"{both} AND ALARM(shop/other)": Effect.less,
        "ALARM(cpu) OR ALARM(errors)": Effect.more,
        "ALARM(cpu) AND NOT ALARM(errors)": Effect.unknown,
    }

    for rule, effect in rules.items():
        edit = edits(compare, ruled(before), ruled(rule))["rule"]
        assert (edit.old, edit.new, edit.effect) == (before, rule, effect)
