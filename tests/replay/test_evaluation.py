"""When an alarm is judged, over which datapoints, and what holds for all of them."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setpoint.replay import Recording, ReplayError, Series, State, read_series, replay
from setpoint.replay.window import Window
from tests.replay.made import metric_alarm

if TYPE_CHECKING:
    from setpoint.catalog.model import MetricAlarm
    from setpoint.replay import Timeline

MODES = ("missing", "ignore", "breaching", "notBreaching")
VALUES = st.lists(st.one_of(st.none(), st.integers(0, 9).map(float)), max_size=40)
WINDOWS = st.tuples(st.integers(1, 4), st.integers(1, 5)).filter(
    lambda window: window[0] <= window[1]
)


def states(alarm: MetricAlarm, values: list[float | None], **series: int) -> Timeline:
    return replay(alarm, {"a": Recording(values=Series(values, **series))}).timeline


def in_alarm(alarm: MetricAlarm, values: list[float | None]) -> list[bool]:
    found = states(alarm, values)
    return [found.at(60 * (place + 1)) is State.alarm for place in range(len(values))]


@pytest.mark.parametrize(("comparison", "first"), [(">", 240), (">=", 180), ("<", 60), ("<=", 60)])
def test_each_comparison_breaches_where_it_says(comparison: str, first: int) -> None:
    alarm = metric_alarm(comparison=comparison, threshold=5)

    assert states(alarm, [3, 4, 5, 6]).alarms == (first,)


def test_at_the_threshold_only_an_operator_with_equality_breaches() -> None:
    breached = {
        comparison: bool(states(metric_alarm(comparison=comparison, threshold=5), [5]).alarms)
        for comparison in (">", ">=", "<", "<=")
    }

    assert breached == {">": False, ">=": True, "<": False, "<=": True}


def test_a_timeline_tells_states_between_changes() -> None:
    values = read_series("0x3 1x2 0x3", start=1000)
    found = replay(metric_alarm((2, 2)), {"a": Recording(values=values)}).timeline

    assert [found.at(at) for at in (0, 1000, 1060, 1359, 1360, 1479, 1480, 9999)] == [
        State.insufficient_data,
        State.insufficient_data,
        State.ok,
        State.ok,
        State.alarm,
        State.alarm,
        State.ok,
        State.ok,
    ]
    assert found.end == 1000 + 11 * 60


@given(
    values=VALUES,
    window=WINDOWS,
    mode=st.sampled_from(MODES),
    lower=st.integers(0, 9),
    by=st.integers(0, 5),
)
def test_a_stricter_threshold_alarms_no_less(
    values: list[float | None], window: tuple[int, int], mode: str, lower: int, by: int
) -> None:
    strict, lax = (metric_alarm(window, mode, threshold=each) for each in (lower, lower + by))

    for now, then in zip(in_alarm(strict, values), in_alarm(lax, values), strict=True):
        assert now or not then


@given(values=VALUES, window=WINDOWS, mode=st.sampled_from(MODES))
def test_fewer_datapoints_to_alarm_alarm_no_less(
    values: list[float | None], window: tuple[int, int], mode: str
) -> None:
    fewer = metric_alarm((max(1, window[0] - 1), window[1]), mode)

    for now, then in zip(
        in_alarm(fewer, values), in_alarm(metric_alarm(window, mode), values), strict=True
    ):
        assert now or not then


@given(values=st.lists(st.integers(0, 9).map(float), max_size=40), window=WINDOWS)
def test_without_a_gap_the_mode_matters_for_the_first_datapoints_only(
    values: list[float], window: tuple[int, int]
) -> None:
    each = [in_alarm(metric_alarm(window, mode), list(values))[window[1] - 1 :] for mode in MODES]

    assert all(found == each[0] for found in each)


@given(
    breaches=st.lists(st.sampled_from([True, False, None]), max_size=30),
    window=WINDOWS,
    mode=st.sampled_from(MODES),
    more=st.integers(0, 4),
)
def test_a_window_that_moves_is_a_window_made_anew(
    breaches: list[bool | None], window: tuple[int, int], mode: str, more: int
) -> None:
    reach = window[1] + more
    moving = Window(*window, reach, mode)
    for place, breach in enumerate(breaches):
        moving.push(breach)
        anew = Window(*window, reach, mode)
        for each in breaches[max(0, place + 1 - reach) : place + 1]:
            anew.push(each)
        assert moving.state() is anew.state()


STATISTICS = {"Sum": sum, "Average": fmean, "Maximum": max, "Minimum": min}


@pytest.mark.parametrize("statistic", STATISTICS)
@given(values=VALUES, threshold=st.integers(0, 9))
def test_a_longer_period_slides_over_a_finer_series(
    statistic: str, values: list[float | None], threshold: int
) -> None:
    alarm = metric_alarm(
        (2, 2), "notBreaching", threshold=threshold, period=180, statistic=statistic
    )
    found = states(alarm, values)

    def breaches(end: int) -> bool:
        real = [value for value in values[max(0, end - 3) : max(0, end)] if value is not None]
        return bool(real) and STATISTICS[statistic](real) > threshold + 1e-9

    # A gap longer than the period makes room for an older datapoint; those are left out here.
    for end in range(6, len(values) + 1):
        if all(value is not None for value in values[max(0, end - 6) : end]):
            expected = breaches(end) and breaches(end - 3)
            assert (found.at(60 * end) is State.alarm) is expected


def test_a_window_of_more_than_a_day_is_judged_every_hour() -> None:
    alarm = metric_alarm((2, 2), period=86_400, statistic="Maximum")
    failed_at_10_02 = [
        1.0 if 48 * 60 + 602 <= at < 48 * 60 + 603 else 0.0 for at in range(4 * 1440)
    ]

    (found,) = states(replace(alarm, datapoints_to_alarm=1), failed_at_10_02).alarms

    assert found == (48 + 11) * 3600


def test_a_window_within_a_day_is_judged_every_minute() -> None:
    alarm = metric_alarm(period=300, statistic="Maximum")

    assert states(alarm, [0.0] * 7 + [1.0]).alarms == (480,)


def test_a_period_below_a_minute_is_judged_every_ten_seconds() -> None:
    alarm = metric_alarm(period=30, statistic="Maximum")

    assert states(alarm, [0.0] * 3 + [1.0], period=10).alarms == (40,)


@pytest.mark.parametrize(
    ("alarm", "period", "message"),
    [
        (metric_alarm(period=60), 300, "can't be made from a series of 300s"),
        (metric_alarm(period=90), 60, "can't be made from a series of 60s"),
        (metric_alarm(period=300, statistic="p95"), 60, "give a series of 300s"),
    ],
)
def test_a_series_that_does_not_suffice_is_refused(
    alarm: MetricAlarm, period: int, message: str
) -> None:
    with pytest.raises(ReplayError, match=message):
        states(alarm, [1.0], period=period)
