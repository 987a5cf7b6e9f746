"""What becomes of handoffs when the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.catalog.model import Layer, Schedule
from setpoint.oncall import handoff_moves, shifts
from setpoint.oncall.clocks import clock_changes

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Tokyo", "Etc/UTC")
YEAR = (datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 10, 1, tzinfo=UTC))


def schedule(first: datetime, hours: int, zone: str) -> Schedule:
    layer = Layer(
        name="Turns",
        start=first,
        rotation_virtual_start=first,
        rotation_turn_length_seconds=hours * 3600,
        people=("a", "b"),
        restrictions=(),
        end=None,
    )
    return Schedule(id="s", name="s", description="", time_zone=zone, layers=(layer,), teams=())


def at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def test_turns_of_hours_change_at_other_times_from_the_day_of_the_clocks() -> None:
    zone = "America/New_York"
    back, forth = handoff_moves(schedule(at("2026-10-30T08:00", zone), 12, zone), *YEAR)

    assert back.at == datetime(2026, 11, 1, 6, tzinfo=UTC)
    assert (back.before, back.after) == ((time(8), time(20)), (time(7), time(19)))
    assert (forth.before, forth.after) == ((time(7), time(19)), (time(8), time(20)))
    assert back.for_good


def test_turns_of_days_stay_but_for_a_time_that_is_leapt_over() -> None:
    zone = "Europe/Berlin"
    (leapt,) = handoff_moves(schedule(at("2026-10-20T02:30", zone), 24, zone), *YEAR)

    assert leapt.at == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert (leapt.before, leapt.after) == ((time(2, 30),), (time(3, 30),))
    assert not leapt.for_good
    assert not list(handoff_moves(schedule(at("2026-10-20T09:00", zone), 24, zone), *YEAR))
    # Weekly turns have no handoff on that Sunday.
    assert not list(handoff_moves(schedule(at("2026-10-20T02:30", zone), 168, zone), *YEAR))


def test_turns_that_make_no_day_are_told_without_times() -> None:
    zone = "Europe/Berlin"
    (move, _) = handoff_moves(schedule(at("2026-10-02T09:00", zone), 36, zone), *YEAR)

    assert (move.before, move.after, move.shift) == ((), (), -timedelta(hours=1))


def test_a_layer_that_has_not_begun_is_left_out() -> None:
    zone = "Europe/Berlin"
    assert not list(handoff_moves(schedule(at("2027-04-01T09:00", zone), 12, zone), *YEAR))


@given(
    st.sampled_from(ZONES),
    st.sampled_from([1, 2, 3, 4, 6, 8, 12]),
    st.integers(0, 23),
    st.integers(1, 20),
)
def test_shifts_change_hands_at_the_times_that_are_told(
    zone: str, hours: int, hour: int, day: int
) -> None:
    turns = schedule(at(f"2026-10-{day:02}T{hour:02}:00", zone), hours, zone)
    here = ZoneInfo(zone)
    for move in handoff_moves(turns, *YEAR):
        for start, expected in ((move.at - timedelta(days=2), move.before),
                                (move.at + timedelta(days=1), move.after)):  # fmt: skip
            found = shifts(turns, start, start + timedelta(days=1))
            handoffs = {shift.start.astimezone(here).time() for shift in found[1:]}
            assert handoffs <= set(expected)


@pytest.mark.parametrize(
    ("zone", "count"), [(zone, 0 if zone in ZONES[3:] else 2) for zone in ZONES]
)
def test_clocks_change_twice_a_year_or_never(zone: str, count: int) -> None:
    moments = list(clock_changes(ZoneInfo(zone), *YEAR))

    assert len(moments) == count
    for moment in moments:
        before = (moment - timedelta(minutes=1)).astimezone(ZoneInfo(zone)).utcoffset()
        assert before != moment.astimezone(ZoneInfo(zone)).utcoffset()
