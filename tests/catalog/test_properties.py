"""What holds for any input."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from setpoint.catalog.escalations import delays
from setpoint.catalog.layout import positions
from setpoint.catalog.naming import Naming, description, fit
from setpoint.catalog.schedules import layer_start, turn_start
from setpoint.config.model import DASHBOARD_COLUMNS, Widget
from setpoint.config.thresholds import convert
from setpoint.config.units import parse_quantity

IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda text: len(text) < 65)
SIZES = st.tuples(st.integers(1, DASHBOARD_COLUMNS), st.integers(1, 12))


@given(st.lists(SIZES, min_size=1, max_size=12))
def test_widgets_never_overlap_and_stay_on_the_board(sizes: list[tuple[int, int]]) -> None:
    widgets = [Widget(text="x", width=width, height=height) for width, height in sizes]
    spots = list(positions(widgets))
    assert all(spot.x + spot.width <= DASHBOARD_COLUMNS for spot in spots)
    for one, other in combinations(spots, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        above = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert beside or above


@given(st.sets(st.integers(1, 10_000), max_size=8))
def test_delays_add_up_to_the_moments(moments: set[int]) -> None:
    after = [0, *sorted(moments)]
    gaps = delays(after)
    assert [sum(gaps[:place]) for place in range(len(after))] == after
    assert all(gap >= 1 for gap in gaps)


@given(IDS, IDS, IDS, IDS)
def test_an_alarm_name_fits_and_says_where_it_belongs(
    organization: str, environment: str, service: str, alert: str
) -> None:
    name = Naming(organization, environment).alarm(f"{service}/{alert}")
    assert len(name) <= 255
    assert name.startswith(f"{organization}-{environment}-{service}")


@given(st.text(min_size=1), st.text(min_size=1), st.integers(20, 60))
def test_different_names_stay_different(one: str, other: str, limit: int) -> None:
    assert (fit(one, limit) == fit(other, limit)) == (one == other)


@given(st.text(max_size=3000), st.text(max_size=3000))
def test_a_description_is_never_too_long(summary: str, condition: str) -> None:
    text = description(summary=summary, condition=condition, owner="Core", runbook=None)
    assert len(text) <= 1024


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 7))
def test_a_layers_first_turn_began_within_the_week_before_it(start: date, day: int) -> None:
    first = turn_start(start, day, time(9), "UTC")
    assert first.isoweekday() == day
    begins = layer_start(start, first)
    assert timedelta(0) <= begins - first < timedelta(weeks=1)
    assert begins.date() == start
    assert begins >= datetime.combine(start, time(), tzinfo=UTC)


@given(st.integers(1, 10_000))
def test_a_threshold_is_the_same_in_any_unit(milliseconds: int) -> None:
    written = parse_quantity(f"{milliseconds}ms")
    seconds = convert(written, unit="Seconds", statistic="p95", period=60)
    assert convert(written, unit="Milliseconds", statistic="p95", period=60) == milliseconds
    assert round(seconds * 1000, 9) == milliseconds
