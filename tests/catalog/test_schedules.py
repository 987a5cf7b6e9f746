from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from setpoint.catalog.schedules import WEEK, layer_start, turn_start

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Catalog


def on_call(people: list[str], first_turn: datetime, moment: datetime) -> str:
    """Who a weekly layer has on call, by PagerDuty's arithmetic."""
    return people[(moment - first_turn) // WEEK % len(people)]


def test_the_four_week_table_with_its_monday_handoff() -> None:
    first = turn_start(date(2025, 11, 24), 1, time(9), "UTC")
    assert first == datetime(2025, 11, 24, 9, tzinfo=UTC)
    primary, secondary = list("ABCD"), list("BCDA")
    table = [
        (on_call(primary, first, week), on_call(secondary, first, week))
        for week in (first + number * WEEK for number in range(5))
    ]
    assert table == [("A", "B"), ("B", "C"), ("C", "D"), ("D", "A"), ("A", "B")]
    almost = first + WEEK - timedelta(seconds=1)
    assert on_call(primary, first, almost) == "A"


def test_a_layer_that_starts_midweek_is_in_the_turn_begun_on_monday() -> None:
    start = date(2025, 11, 26)
    first = turn_start(start, 1, time(9), "UTC")
    assert first == datetime(2025, 11, 24, 9, tzinfo=UTC)
    assert layer_start(start, first) == datetime(2025, 11, 26, tzinfo=UTC)


def test_a_layer_starts_with_its_first_turn_on_the_day_of_handoff() -> None:
    start = date(2025, 11, 24)
    assert layer_start(start, turn_start(start, 1, time(9), "UTC")).hour == 9


def test_a_handoff_is_at_local_time() -> None:
    first = turn_start(date(2025, 7, 1), None, time(8), "Europe/Vienna")
    assert first.astimezone(UTC).hour == 6


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ("monday-friday", [1, 2, 3, 4, 5]),
        ("[saturday, sunday]", [6, 7]),
        ("[friday-monday, wednesday]", [1, 3, 5, 6, 7]),
        ("sunday", [7]),
        ("monday-sunday", [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_weekdays_are_a_weekly_restriction_each(
    given: str, days: list[int], catalog_of: Callable[..., Catalog]
) -> None:
    layer = (
        "{ rotation: weekly, handoff: monday 09:00, start: 2025-11-24, people: [ana],"
        f' restrictions: [{{ start: "09:00", duration: 8h, weekdays: {given} }}] }}'
    )
    catalog = catalog_of(more=f"schedules: {{ office: {{ time_zone: UTC, layers: [{layer}] }} }}")

    restrictions = catalog.schedules["office"].layers[0].restrictions
    assert [each.start_day_of_week for each in restrictions] == days
    assert {each.type for each in restrictions} == {"weekly_restriction"}
    assert {each.duration_seconds for each in restrictions} == {8 * 3600}


def test_overrides_are_local_and_their_people_needed(catalog_of: Callable[..., Catalog]) -> None:
    override = "{ person: idle, start: 2026-12-24 09:00, end: 2026-12-27 10:30 }"
    layer = "{ rotation: weekly, handoff: monday 09:00, start: 2025-11-24, people: [ana] }"
    whole = f"time_zone: Europe/Berlin, layers: [{layer}], overrides: [{override}]"

    catalog = catalog_of(more=f"schedules: {{ p: {{ {whole} }} }}")

    (found,) = catalog.schedules["p"].overrides
    assert found.person == "idle"
    assert found.start.astimezone(UTC) == datetime(2026, 12, 24, 8, tzinfo=UTC)
    assert found.end.astimezone(UTC) == datetime(2026, 12, 27, 9, 30, tzinfo=UTC)
    assert "idle" in catalog.people
