"""Turns, layers, restrictions and clock changes give the shifts that PagerDuty would."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.catalog.model import Layer, Override, Restriction, Schedule
from setpoint.oncall import gaps, shifts

_WEEK = 604_800
_DAY = 86_400
_BERLIN = ZoneInfo("Europe/Berlin")


def _layer(
    people: tuple[str, ...],
    first: datetime,
    length: int = _WEEK,
    restrictions: tuple[Restriction, ...] = (),
    end: datetime | None = None,
) -> Layer:
    return Layer(
        name="layer",
        start=first,
        rotation_virtual_start=first,
        rotation_turn_length_seconds=length,
        people=people,
        restrictions=restrictions,
        end=end,
    )


def _schedule(*layers: Layer, time_zone: str = "UTC") -> Schedule:
    return Schedule(id="s", name="s", description="", time_zone=time_zone, layers=layers, teams=())


_MONDAY = datetime(2025, 11, 24, 9, tzinfo=UTC)


def test_four_weeks_hand_over_on_mondays_at_nine() -> None:
    found = shifts(
        _schedule(_layer(("a", "b", "c", "d"), _MONDAY)), _MONDAY, _MONDAY + timedelta(weeks=5)
    )
    assert [(s.person, s.start) for s in found] == [
        (person, _MONDAY + timedelta(weeks=week)) for week, person in enumerate("abcda")
    ]


def test_a_window_in_the_middle_of_a_turn_is_cut_at_its_edges() -> None:
    start = _MONDAY + timedelta(weeks=1, days=2)
    found = shifts(_schedule(_layer(("a", "b"), _MONDAY)), start, start + timedelta(days=1))
    assert [(s.person, s.start, s.end) for s in found] == [("b", start, start + timedelta(days=1))]


@pytest.mark.parametrize(("monday", "hours"), [((2026, 3, 23), 167), ((2026, 10, 19), 169)])
def test_a_weekly_handoff_keeps_its_wall_clock_time_when_clocks_change(
    monday: tuple[int, int, int], hours: int
) -> None:
    first = datetime(*monday, 9, tzinfo=_BERLIN)
    found = shifts(
        _schedule(_layer(("a", "b"), first), time_zone="Europe/Berlin"),
        first.astimezone(UTC),
        (first + timedelta(weeks=2)).astimezone(UTC),
    )
    assert (found[0].end - found[0].start) == timedelta(hours=hours)
    assert found[1].start.astimezone(_BERLIN).hour == 9


def test_hourly_turns_go_by_real_time() -> None:
    first = datetime(2026, 3, 28, 20, tzinfo=_BERLIN)
    found = shifts(
        _schedule(_layer(("a", "b"), first, length=12 * 3600), time_zone="Europe/Berlin"),
        first.astimezone(UTC),
        first.astimezone(UTC) + timedelta(hours=24),
    )
    assert [s.end - s.start for s in found] == [timedelta(hours=12)] * 2


def test_a_later_layer_wins_where_it_applies() -> None:
    night = Restriction(
        type="daily_restriction",
        start_time_of_day=time(22),
        duration_seconds=8 * 3600,
        start_day_of_week=None,
    )
    base, nights = _layer(("day",), _MONDAY), _layer(("night",), _MONDAY, restrictions=(night,))
    found = shifts(_schedule(base, nights), _MONDAY, _MONDAY + timedelta(days=1))
    assert [(s.person, s.start.hour) for s in found] == [("day", 9), ("night", 22), ("day", 6)]


def test_a_weekly_restriction_may_reach_over_the_weekend() -> None:
    weekend = Restriction(
        type="weekly_restriction",
        start_time_of_day=time(18),
        duration_seconds=63 * 3600,
        start_day_of_week=5,
    )
    found = shifts(
        _schedule(_layer(("w",), _MONDAY, restrictions=(weekend,))),
        _MONDAY,
        _MONDAY + timedelta(weeks=1),
    )
    assert [(s.start.isoweekday(), s.end - s.start) for s in found] == [(5, timedelta(hours=63))]


def test_an_ended_layer_leaves_a_gap() -> None:
    ends = _MONDAY + timedelta(days=3)
    schedule = _schedule(_layer(("a",), _MONDAY, end=ends))
    found = gaps(schedule, _MONDAY, _MONDAY + timedelta(days=7))
    assert [(g.start, g.end) for g in found] == [(ends, _MONDAY + timedelta(days=7))]


@given(
    people=st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6),
    length=st.sampled_from([3600, 12 * 3600, _DAY, _WEEK]),
    offset=st.integers(0, 60 * 24 * 400),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]),
)
def test_a_rotation_without_restrictions_covers_every_moment_once(
    people: list[str], length: int, offset: int, zone: str
) -> None:
    start = _MONDAY + timedelta(minutes=offset)
    end = start + timedelta(days=20)
    schedule = _schedule(_layer(tuple(people), _MONDAY, length=length), time_zone=zone)
    found = shifts(schedule, start, end)
    assert found[0].start == start
    assert found[-1].end == end
    assert all(a.end == b.start for a, b in itertools.pairwise(found))
    assert not gaps(schedule, start, end)


def test_an_override_wins_over_all_layers_for_its_time() -> None:
    layers = (_layer(("a", "b"), _MONDAY), _layer(("c",), _MONDAY + timedelta(days=2)))
    start, end = _MONDAY + timedelta(days=1), _MONDAY + timedelta(days=3)
    override = Override(person="d", start=start, end=end)
    found = shifts(
        replace(_schedule(*layers), overrides=(override,)), _MONDAY, _MONDAY + timedelta(days=4)
    )
    assert [(s.person, s.start) for s in found] == [("a", _MONDAY), ("d", start), ("c", end)]
