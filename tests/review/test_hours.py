"""Support hours: what a page or a promise by hours is told as, and which line made it so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.review import LossKind
from setpoint.review.effect import PAGING_STAYS
from tests.review.conftest import alert, cpu, project, told
from tests.review.test_kinds import ONE, only

if TYPE_CHECKING:
    from tests.review.test_kinds import Compare

DAY = {"support_hours": "high", "otherwise": "low"}
NIGHT = {"support_hours": "low", "otherwise": "high"}


OFFICE = {"time_zone": "UTC", "days": ["monday", "tuesday"], "start": "09:00", "end": "17:00"}


def by_hours(**severity: Any) -> dict[str, Any]:
    """A project with support hours whose critical alerts do this."""
    found = project(ONE, defaults={"support_hours": {**OFFICE}})
    found["severities"]["critical"] |= severity
    return found


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("high", DAY, "outside support hours (Mon-Tue 09:00-17:00 UTC) "),
        ("high", NIGHT, "in support hours (Mon-Tue 09:00-17:00 UTC) "),
        (DAY, "low", "in support hours (Mon-Tue 09:00-17:00 UTC) "),
        ("high", "low", ""),
    ],
)
def test_hours_that_wake_nobody_any_more_are_a_loss_and_none_the_other_way_round(
    old: Any, new: Any, lost: str, compare: Compare
) -> None:
    there = compare(by_hours(page=old), by_hours(page=new))
    back = compare(by_hours(page=new), by_hours(page=old))

    assert [loss.sentence for loss in there.losses] == [
        f"pages with low urgency {lost}now, which wakes nobody"
    ]
    assert back.losses == ()


WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]


@pytest.mark.parametrize(
    ("old", "new", "lost", "gained"),
    [
        ({}, {"days": ["monday"]}, "Tue 09:00-17:00 UTC", ""),
        ({}, {"start": "10:00", "end": "15:00"}, "Mon-Tue 09:00-10:00 and 15:00-17:00 UTC", ""),
        ({}, {"start": "08:00", "end": "16:00"}, "Mon-Tue 16:00-17:00 UTC", "08:00-09:00 UTC"),
        (
            {"time_zone": "America/Toronto", "days": WEEKDAYS},
            {"time_zone": "Europe/Berlin", "days": WEEKDAYS},
            "Mon-Fri 11:00-17:00 America/Toronto",  # 12:00 in the weeks of one summer time
            "Mon-Fri 03:00-09:00 America/Toronto",
        ),
        (
            {"start": "22:00", "end": "06:00", "days": ["sunday"]},
            {"start": "22:00", "end": "02:00", "days": ["sunday"]},
            "Mon 02:00-06:00 UTC",
            "",
        ),
        (
            {"start": "22:00", "end": "06:00", "days": ["sunday"]},
            {"start": "09:00", "end": "17:00", "days": ["sunday"]},
            "Sun 22:00-06:00 UTC",
            "Sun 09:00-17:00 UTC",
        ),
        (
            {"start": "00:00", "end": "00:00", "days": ["saturday", "sunday"]},
            {"start": "00:00", "end": "00:00", "days": ["sunday"]},
            "Sat 00:00-24:00 UTC",
            "",
        ),
    ],
)
@pytest.mark.parametrize("own", [False, True])
def test_hours_that_shrink_or_move_are_a_loss_of_those_that_page_low_now(
    old: dict[str, Any], new: dict[str, Any], lost: str, gained: str, compare: Compare, *, own: bool
) -> None:
    def config(hours: dict[str, Any]) -> dict[str, Any]:
        found = by_hours(page="high" if own else DAY)
        owner = found["services"]["shop"] if own else found["defaults"]
        owner["support_hours"] = {**OFFICE, **hours}
        return found

    there = compare(config(old), config(new))
    change = only(there)

    assert [(loss.kind, loss.sentence) for loss in there.losses] == [
        (LossKind.pages_low, f"pages with low urgency {lost} now, which wakes nobody")
    ]
    assert f"Eve (after 15m {lost})" in told(change.no_longer_woken)
    assert f"Ana (at once, when on call {lost}, with low urgency)" in told(change.woken)
    assert any(each.endswith(f"{gained})") for each in told(change.woken))
    back = compare(config(new), config(old))
    assert len(back.losses) == bool(gained)


def test_another_zone_with_the_same_clock_loses_nothing(compare: Compare) -> None:
    before, after = by_hours(page=DAY), by_hours(page=DAY)
    before["defaults"]["support_hours"]["time_zone"] = "Europe/Berlin"
    after["defaults"]["support_hours"]["time_zone"] = "Europe/Paris"

    found = compare(before, after)

    assert found.losses == ()
    assert not only(found).no_longer_woken


def test_a_page_that_is_quiet_at_night_now_is_told(compare: Compare) -> None:
    change = only(compare(by_hours(), by_hours(page=DAY)))

    (field,) = change.fields
    assert (field.path, field.source) == ("page", "severities.critical.page")
    assert (field.old, field.new) == ("high", "high in support hours, low otherwise")
    assert told(change.woken) == (
        "Ana (at once, when on call outside support hours, with low urgency)",
        "Ben (at once, when on call outside support hours, with low urgency)",
    )
    assert told(change.no_longer_woken) == (
        "Ana (at once, when on call outside support hours)",
        "Ben (at once, when on call outside support hours)",
        "Eve (after 15m outside support hours)",
    )


def test_other_hours_are_told_with_their_place(compare: Compare) -> None:
    after = by_hours(page=DAY)
    after["defaults"]["support_hours"]["end"] = "12:00"

    (field,) = only(compare(by_hours(page=DAY), after)).fields

    assert (field.path, field.source) == ("page", "defaults.support_hours.end")
    assert field.old == "high in support hours, low otherwise (Mon-Tue 09:00-17:00 UTC)"
    assert field.new == "high in support hours, low otherwise (Mon-Tue 09:00-12:00 UTC)"


def test_hours_of_its_own_make_a_service_page_at_other_times(compare: Compare) -> None:
    after = by_hours(page=DAY)
    hours = {"time_zone": "UTC", "days": ["sunday"], "start": "09:00", "end": "17:00"}
    after["services"]["shop"]["support_hours"] = hours

    (field,) = only(compare(by_hours(page=DAY), after)).fields

    assert (field.path, field.source) == ("page", "services.shop.support_hours")


def test_another_time_to_respond_outside_the_hours_is_told(compare: Compare) -> None:
    def config(otherwise: str) -> dict[str, Any]:
        return by_hours(respond_within={"support_hours": "5m", "otherwise": otherwise})

    (field,) = only(compare(config("30m"), config("1h"))).fields
    source = "severities.critical.respond_within.otherwise"
    assert (field.path, field.source) == ("respond_within", source)
    assert (field.old, field.new) == (
        "5m in support hours, 30m otherwise",
        "5m in support hours, 1h otherwise",
    )

    (field,) = only(compare(by_hours(), config("1h"))).fields
    assert (field.old, field.new) == ("5m", "5m in support hours, 1h otherwise")


def test_an_alert_that_pages_by_hours_of_its_own_is_told(compare: Compare) -> None:
    after = by_hours()
    after["services"]["shop"]["alerts"] = {"cpu": alert(cpu(), page=DAY)}

    (field,) = only(compare(by_hours(), after)).fields

    assert field.source == "services.shop.alerts.cpu.page"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            {},
            {"end": "12:00"},
            "a response is promised within 30m instead of 5m Mon-Tue 12:00-17:00 UTC",
        ),
        (
            {"end": "12:00"},
            {},
            "a response is promised within 5m instead of 30m Mon-Tue 12:00-17:00 UTC",
        ),
        ({"time_zone": "Europe/Berlin"}, {"time_zone": "Europe/Paris"}, "by another clock"),
    ],
)
def test_other_hours_are_told_as_those_in_which_another_response_is_promised(
    old: dict[str, Any], new: dict[str, Any], told: str, compare: Compare
) -> None:
    def config(hours: dict[str, Any]) -> dict[str, Any]:
        found = by_hours(respond_within={"support_hours": "5m", "otherwise": "30m"})
        found["defaults"]["support_hours"] |= hours
        return found

    (field,) = only(compare(config(old), config(new))).fields

    assert told in field.sentence
    assert "otherwise" not in field.sentence
    assert field.sentence.endswith(f"; {PAGING_STAYS}")


@pytest.mark.parametrize("one", ["support_hours", "otherwise"])
def test_hours_without_a_promise_are_told(one: str, compare: Compare) -> None:
    before, after = (by_hours(respond_within={one: "5m"}) for _ in range(2))
    after["defaults"]["support_hours"]["end"] = "12:00"

    (field,) = only(compare(before, after)).fields

    hours = "Mon-Tue 12:00-17:00 UTC"
    assert field.sentence.startswith(
        f"no response is promised {hours} any more, where it was within 5m"
        if one == "support_hours"
        else f"a response is promised within 5m {hours}, where none was"
    )


def test_other_hours_together_with_other_times_are_told_with_the_hours(compare: Compare) -> None:
    before = by_hours(respond_within={"support_hours": "5m", "otherwise": "30m"})
    after = by_hours(respond_within={"support_hours": "5m", "otherwise": "1h"})
    after["defaults"]["support_hours"]["end"] = "12:00"

    (field,) = only(compare(before, after)).fields

    assert (
        "5m in support hours, 1h otherwise (Mon-Tue 09:00-12:00 UTC) instead of"
        " 5m in support hours, 30m otherwise (Mon-Tue 09:00-17:00 UTC)"
    ) in field.sentence


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ({"end": "12:00"}, "pages with low urgency Mon-Tue 12:00-17:00 UTC now"),
        ({"end": "18:00"}, "pages with high urgency Mon-Tue 17:00-18:00 UTC now"),
        (
            {"start": "10:00", "end": "18:00"},
            (
                "pages with low urgency Mon-Tue 09:00-10:00 UTC now;"
                " pages with high urgency Mon-Tue 17:00-18:00 UTC now"
            ),
        ),
        (
            {"time_zone": "Africa/Abidjan"},
            f"the support hours are the same by another clock; {PAGING_STAYS}",
        ),
    ],
)
def test_other_hours_are_told_as_those_in_which_a_page_is_of_another_urgency(
    new: dict[str, Any], told: str, compare: Compare
) -> None:
    after = by_hours(page=DAY)
    after["defaults"]["support_hours"] |= new

    (field,) = only(compare(by_hours(page=DAY), after)).fields

    assert field.sentence == told


def test_hours_edited_in_the_base_and_in_an_overlay_are_an_edit_each(compare: Compare) -> None:
    def overlay(end: str) -> dict[str, Any]:
        return {"prod": {"defaults": {"support_hours": {"end": end}}}}

    after = by_hours(page=DAY)
    after["defaults"]["support_hours"]["start"] = "10:00"

    found = compare(
        by_hours(page=DAY),
        after,
        old_overlays=overlay("18:00"),
        new_overlays=overlay("16:00"),
    )

    told = {(edit.path, edit.origin.file, edit.old, edit.new) for edit in found.edits}
    assert told == {
        ("defaults.support_hours.start", "alerts.yaml", "09:00", "10:00"),
        ("defaults.support_hours.end", "Pulumi.prod.yaml", "18:00", "16:00"),
    }


def test_hours_that_begin_and_end_at_another_time_are_one_edit(compare: Compare) -> None:
    after = by_hours(page=DAY)
    after["defaults"]["support_hours"] |= {"start": "10:00", "end": "15:00"}

    (edit,) = compare(by_hours(page=DAY), after).edits

    assert edit.path == "defaults.support_hours"
    assert [each.sentence for each in edit.fields] == [
        "pages with low urgency Mon-Tue 09:00-10:00 and 15:00-17:00 UTC now"
    ]
