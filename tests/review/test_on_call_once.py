"""Somebody who is on call by an override alone is on call: in all that a review says of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.review.conftest import alert, cpu, project, told
from tests.review.test_kinds import only

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.review import Review

    Compare = Callable[..., Review]

EVES = {"person": "eve", "start": "2026-12-24 09:00", "end": "2026-12-26 09:00"}
BENS = {**EVES, "person": "ben"}
WHEN = "from 2026-12-24 09:00 to 2026-12-26 09:00"


def rota(*people: str, overrides: Any = (), rules: Any = None, **options: Any) -> dict[str, Any]:
    """A project whose schedule `primary` has these people; nobody else is paged."""
    found = project({"cpu": alert(cpu(), **options)})
    schedule = found["schedules"]["primary"]
    schedule["layers"][0]["people"] = list(people)
    if overrides:
        schedule["overrides"] = list(overrides)
    found["escalations"]["core"]["rules"] = rules or [{"notify": [{"schedule": "primary"}]}]
    return found


def sentences(review: Review) -> list[str]:
    return [field.sentence for edit in review.edits for field in edit.fields]


def test_a_new_alert_reaches_them(compare: Compare) -> None:
    new = rota("ana", overrides=[EVES])
    old = {**new, "services": {"shop": {**new["services"]["shop"], "alerts": {}}}}

    change = only(compare(old, new))

    reached = [each for each in told(change.woken) if each.startswith("Eve")]
    assert reached == ["Eve (at once, when on call)"]
    assert "Ana (at once, when on call)" in told(change.woken)


def test_who_is_named_by_no_level_any_more_is_still_told(compare: Compare) -> None:
    primary = {"notify": [{"schedule": "primary"}]}
    both = {"notify": [{"schedule": "primary"}, {"person": "eve"}]}

    review = compare(
        rota("ana", overrides=[EVES], rules=[both]), rota("ana", overrides=[EVES], rules=[primary])
    )

    assert sentences(review) == ["Eve is told only when on call in primary (at once)"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (rota("ana"), rota("ana", overrides=[EVES]), f"Eve takes over primary {WHEN}"),
        (rota("ana", overrides=[EVES]), rota("ana"), f"Eve no longer takes over primary {WHEN}"),
        (
            rota("ana", "ben", overrides=[BENS]),
            rota("ana", overrides=[BENS]),
            "Ben is on call in primary by an override only",
        ),
        (
            rota("ana", overrides=[BENS]),
            rota("ana", "ben", overrides=[BENS]),
            "Ben is on call in primary now, not by an override only",
        ),
        (rota("ana", "ben"), rota("ana"), "Ben is no longer on call in primary"),
    ],
)
def test_the_schedule_s_edit_names_them(
    old: dict[str, Any], new: dict[str, Any], expected: str, compare: Compare
) -> None:
    review = compare(old, new)

    assert sentences(review) == [expected]
    assert [edit.alerts for edit in review.edits] == [("shop/cpu",)]


def test_their_telephone_reaches_the_alerts(compare: Compare) -> None:
    old, new = rota("ana", overrides=[EVES]), rota("ana", overrides=[EVES])
    new["people"]["eve"]["phone"] = "+1 555 010 0005"

    (edit,) = compare(old, new).edits

    assert edit.alerts == ("shop/cpu",)


def test_an_alert_with_another_escalation_no_longer_reaches_them(compare: Compare) -> None:
    change = only(
        compare(
            rota("ana", overrides=[EVES]),
            rota("ana", overrides=[EVES], escalation="fast"),
        )
    )

    assert told(change.no_longer_woken) == ("Eve (at once, when on call)",)
