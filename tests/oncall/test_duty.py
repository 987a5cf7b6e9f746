"""How much each person is on call."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from setpoint.oncall import Shift, duties

START = datetime(2026, 12, 7, 9, tzinfo=UTC)


def shift(person: str, begin: int, end: int, schedule: str = "one") -> Shift:
    """A shift between hours from the start."""
    return Shift(START + timedelta(hours=begin), START + timedelta(hours=end), person, schedule)


def test_hours_on_two_schedules_at_once_count_once() -> None:
    (duty,) = duties({"one": [shift("a", 0, 24)], "two": [shift("a", 12, 36, "two")]})

    assert duty.hours == 36
    assert duty.by_schedule == {"one": 24, "two": 24}
    assert [(each.start, each.end) for each in duty.long] == [(START, START + timedelta(hours=36))]


def test_a_day_is_not_long_and_the_longest_stretch_comes_first() -> None:
    turns = [shift("a", 0, 24), shift("b", 24, 50), shift("a", 50, 80), shift("b", 90, 138)]
    first, second = duties({"one": turns})

    assert (first.person, first.hours) == ("b", 74)
    assert [(each.end - each.start).total_seconds() / 3600 for each in first.long] == [48, 26]
    assert (second.person, second.hours) == ("a", 54)
    assert [(each.end - each.start).total_seconds() / 3600 for each in second.long] == [30]


def test_nobody_is_on_call_where_there_are_no_shifts() -> None:
    assert duties({"one": []}) == ()
