from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from setpoint.catalog.schedules import WEEK, layer_start, turn_start


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
