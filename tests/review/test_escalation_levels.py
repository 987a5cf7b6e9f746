"""Edits of an escalation's levels: who is told when, first and again, each at its own edit."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review.effect import PAGING_STAYS
from tests.review.conftest import alert, cpu, project

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

PRIMARY, ANA, BEN, EVE = ({"schedule": "primary"}, *({"person": x} for x in ("ana", "ben", "eve")))


def level(*notify: dict[str, str], after: str = "0m", **options: Any) -> dict[str, Any]:
    return {"after": after, "notify": list(notify), **options}


ALL = [
    level(PRIMARY),
    level(EVE, after="15m"),
    level(PRIMARY, EVE, BEN, after="1h"),
]


def config(rules: list[dict[str, Any]]) -> dict[str, Any]:
    found = project({"cpu": alert(cpu())})
    found["escalations"] = {"core": {"team": "core", "rules": rules}}
    return found


def told(compare: Compare, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> dict[str, str]:
    """What each edit is told to do, by its path below the escalation."""
    edits = compare(config(old), config(new)).edits
    return {
        edit.path.removeprefix("escalations.core."): "; ".join(f.sentence for f in edit.fields)
        for edit in edits
    }


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        pytest.param(
            [level(EVE), *ALL[1:]],
            "primary is told after 1h instead of at once;"
            " Eve is told at once, and after 15m as before",
            id="whom a later level names, too",
        ),
        pytest.param(
            [level(ANA), *ALL[1:]],
            "primary is told after 1h instead of at once; Ana is told at once now",
            id="somebody new instead",
        ),
        pytest.param(
            [level(PRIMARY, BEN), *ALL[1:]],
            "Ben is told at once, and after 1h as before",
            id="one more who is told later",
        ),
        pytest.param(
            [*ALL[:2], level(BEN, after="1h")],
            "primary and Eve are not told again after 1h",
            id="a last level of fewer",
        ),
        pytest.param(
            [*ALL[:2], level(PRIMARY, EVE, BEN, ANA, after="1h")],
            "Ana is told after 1h now",
            id="a last level of more",
        ),
        pytest.param(
            [ALL[0], level(EVE, PRIMARY, after="15m"), ALL[2]],
            "primary is told again after 15m now",
            id="told once more",
        ),
        pytest.param(
            ALL[:2],
            "Ben is told only when on call in primary (at once);"
            " primary and Eve are not told again after 1h;"
            " the last level has 15m instead of 45m until nobody is left",
            id="a level gone",
        ),
        pytest.param(
            [*ALL[:2], level(PRIMARY, EVE, BEN, after="30m")],
            "Ben is told after 30m instead of 1h;"
            " primary and Eve are told again after 30m instead of 1h;"
            " the last level has 15m instead of 45m until nobody is left",
            id="a last level sooner",
        ),
        pytest.param(
            [*ALL[:2], level(BEN, EVE, PRIMARY, after="1h")],
            PAGING_STAYS,
            id="in another order",
        ),
    ],
)
def test_an_edit_of_a_level_says_who_is_told_when(
    rules: list[dict[str, Any]], sentence: str, compare: Compare
) -> None:
    assert list(told(compare, ALL, rules).values()) == [sentence]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        pytest.param(
            [level(PRIMARY), level(ANA, after="15m"), level(PRIMARY, after="1h")],
            [level(PRIMARY), level(PRIMARY, after="1h")],
            "Ana is told only when on call in primary (at once, after 1h)",
            id="no level of their own any more",
        ),
        pytest.param(
            [level(PRIMARY), level(ANA, EVE, after="15m")],
            [level(PRIMARY), level(BEN, after="15m")],
            "Eve is no longer told; Ana is told only when on call in primary (at once);"
            " Ben is told after 15m now",
            id="beside somebody whom nothing reaches",
        ),
        pytest.param(
            [level(PRIMARY, ANA), level(EVE, after="15m")],
            [level(PRIMARY), level(EVE, ANA, after="15m")],
            "Ana is told after 15m, and at once only when on call in primary",
            id="later",
        ),
        pytest.param(
            [level(ANA), level(PRIMARY, ANA, after="15m")],
            [level(ANA), level(PRIMARY, after="15m")],
            "Ana is told again after 15m only when on call in primary",
            id="not again",
        ),
        pytest.param(
            [level(PRIMARY, ANA), level(EVE, after="15m")],
            [level(BEN), level(EVE, after="15m")],
            "primary and Ana are no longer told; Ben is told at once now",
            id="the schedule is gone, too",
        ),
    ],
)
def test_who_is_on_call_is_still_told(
    old: list[dict[str, Any]], new: list[dict[str, Any]], sentence: str, compare: Compare
) -> None:
    said = dict.fromkeys(
        part for each in told(compare, old, new).values() for part in each.split("; ")
    )

    assert set(sentence.split("; ")) <= set(said)
    assert ("no longer told" in sentence) is any("no longer told" in part for part in said)


def test_somebody_out_of_a_group_is_still_told_when_on_call(compare: Compare) -> None:
    before = config([level(PRIMARY), level({"group": "leads"}, after="15m")])
    before["groups"] = {"leads": {"people": ["ana", "eve"]}}
    after = deepcopy(before)
    after["groups"]["leads"]["people"] = ["eve"]

    (edit,) = compare(before, after).edits

    assert edit.path == "groups.leads.people"
    assert edit.fields[0].sentence == "Ana is told only when on call in primary (at once)"


def test_another_order_of_those_who_take_turns_is_told(compare: Compare) -> None:
    old, new = (
        [level(*people, strategy="round_robin")] for people in ((ANA, BEN, EVE), (BEN, EVE, ANA))
    )

    (sentence,) = told(compare, old, new).values()

    assert sentence == "each incident goes to one of Ben, Eve, Ana in turn"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            [level(ANA, BEN), level(EVE, after="15m")],
            [
                level(ANA, BEN, strategy="round_robin"),
                level(EVE, after="15m"),
                level(ANA, after="1h"),
            ],
            "each incident goes to one of Ana, Ben in turn",
        ),
        (
            [level(ANA, BEN, strategy="round_robin"), level(EVE, after="15m")],
            [level(ANA, BEN)],
            "each incident goes to Ana and Ben at the same time",
        ),
        (
            [level(EVE)],
            [level(EVE), level(ANA, BEN, after="15m", strategy="round_robin")],
            "each incident goes to one of Ana, Ben in turn",
        ),
        (
            [level(ANA, BEN, strategy="round_robin")],
            [level(EVE), level(ANA, BEN, after="5m", strategy="round_robin")],
            None,
        ),
    ],
)
def test_turns_are_told_where_the_number_of_levels_changes(
    old: list[dict[str, Any]], new: list[dict[str, Any]], said: str | None, compare: Compare
) -> None:
    (sentence,) = told(compare, old, new).values()

    assert (said in sentence) if said else ("each incident" not in sentence)


def test_low_urgency_stays_at_the_first_level(compare: Compare) -> None:
    def low(*rules: dict[str, Any]) -> dict[str, Any]:
        found = config(list(rules))
        found["services"]["shop"]["alerts"]["disk"] = alert(cpu(threshold="70%"), severity="low")
        return found

    edits = compare(
        low(level(PRIMARY), level(EVE, after="2h")), low(level(EVE), level(PRIMARY, after="2h"))
    ).edits

    said = "; ".join(field.sentence for edit in edits for field in edit.fields)
    assert "Eve is told at once instead of after 2h" in said
    assert (
        "incidents of low urgency stay at the first level: they now tell Eve and no longer tell"
        " primary"
    ) in said
    unmoved = compare(
        low(level(PRIMARY), level(EVE, after="2h")), low(level(ANA), level(EVE, after="2h"))
    )
    assert "low urgency" not in unmoved.edits[0].fields[0].sentence


def test_two_edits_share_out_what_follows(compare: Compare) -> None:
    rules = [level(EVE), ALL[1], level(PRIMARY, EVE, after="1h")]

    assert told(compare, ALL, rules) == {
        "rules[0].notify[0]": "primary is told after 1h instead of at once;"
        " Eve is told at once, and after 15m as before",
        "rules[2].notify": "Ben is told only when on call in primary (after 1h)",
    }


def test_the_end_is_told_by_the_levels_that_move_it(compare: Compare) -> None:
    rules = [level(ANA), level(EVE, after="20m"), ALL[2]]

    assert told(compare, ALL, rules) == {
        "rules[0].notify[0]": "primary is told after 1h instead of at once;"
        " Ana is told at once now",
        "rules[1].after": "Eve is told after 20m instead of 15m;"
        " the last level has 40m instead of 45m until nobody is left",
    }


def test_levels_that_change_places_are_an_edit_each(compare: Compare) -> None:
    edits = compare(
        config([level(PRIMARY), level(EVE, after="5m")]),
        config([level(EVE), level(PRIMARY, after="5m")]),
    ).edits

    assert {(each.path, each.old, each.new, each.fields[0].sentence) for each in edits} == {
        (
            "escalations.core.rules[0].notify[0]",
            "schedule: primary",
            "person: eve",
            "Eve is told at once instead of after 5m",
        ),
        (
            "escalations.core.rules[1].notify[0]",
            "person: eve",
            "schedule: primary",
            "primary is told after 5m instead of at once",
        ),
    }


def test_a_level_that_only_gives_somebody_away_says_so_too(compare: Compare) -> None:
    old = [level(PRIMARY), level(EVE, BEN, after="5m"), level(ANA, after="10m")]
    new = [level(PRIMARY, BEN), level(EVE, after="5m"), level(ANA, after="10m")]

    earlier = "Ben is told at once instead of after 5m"

    assert set(told(compare, old, new).values()) == {earlier}
