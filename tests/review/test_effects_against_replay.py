"""What a review says of a change, against the states that alarms take over random series.

An alarm fires for a series where it is in alarm once. More sensitive: no series that set off the
old alarm lets the new one rest. Less: the reverse. Unchanged: both fire for the same series.
"""

from __future__ import annotations

from itertools import combinations, product
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setpoint.replay import Recording, Series, replay
from setpoint.review.effect import Effect, combine
from setpoint.review.signals import differences
from tests.replay.made import metric_alarm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import MetricAlarm

MODES = ("notBreaching", "ignore", "missing", "breaching")
SIDES = ((">", ">="), ("<", "<="))
STATISTICS = ("Average", "Maximum", "Minimum", "Sum")
HIGHEST = 9
# Values that breach no threshold of these tests stand around, for longer than any window.
CALM = {">": 0.0, "<": 99.0}
AROUND = 40
Values = list[float | None]

windows = st.tuples(st.integers(1, 4), st.integers(1, 5)).map(lambda pair: (min(pair), max(pair)))
thresholds = st.integers(1, HIGHEST - 1)
modes = st.sampled_from(MODES)
periods = st.sampled_from([60, 120, 180, 300])
statistics = st.sampled_from(STATISTICS)
seeds = st.integers(0, 2**32)


def said(old: MetricAlarm, new: MetricAlarm) -> Effect:
    return combine(each.judgement.effect for each in differences(old, new))


def fires(alarm: MetricAlarm, values: Values) -> bool:
    return first_alarm(alarm, values) is not None


def first_alarm(alarm: MetricAlarm, values: Values) -> int | None:
    """The second at which it first goes off, None where it doesn't."""
    calm = CALM[">" if alarm.comparison_operator.startswith("Greater") else "<"]
    series = Series([calm] * AROUND + values + [calm] * AROUND)
    alarms = replay(alarm, {"a": Recording(values=series)}).timeline.alarms
    after = (at for at in alarms if at > AROUND * series.period)  # not for lack of data before
    return next(after, None)


def some_series(random: Random, gaps: float, number: int = 12) -> Iterator[Values]:
    """Yield short series: few spikes, bursts, noise; a share of the values is missing."""
    for _ in range(number):
        busy = random.choice([0.1, 0.3, 0.5, 0.8])
        calm = random.choice([0, HIGHEST])
        yield [
            None
            if random.random() < gaps
            else float(random.randint(0, HIGHEST) if random.random() < busy else calm)
            for _ in range(random.randint(1, 30))
        ]


def disagreement(effect: Effect, old: MetricAlarm, new: MetricAlarm, values: Values) -> str | None:
    """What the series shows and the review denies."""
    before, after = fires(old, values), fires(new, values)
    if before and not after and effect in {Effect.more, Effect.unchanged}:
        return f"said {effect}, but only the old alarm fires for {values}"
    if after and not before and effect in {Effect.less, Effect.unchanged}:
        return f"said {effect}, but only the new alarm fires for {values}"
    return None


def check(old: MetricAlarm, new: MetricAlarm, seed: int, gaps: float) -> None:
    effect = said(old, new)
    assert said(new, old) is effect.reversed
    for values in some_series(Random(seed), gaps):  # noqa: S311 - no secret
        assert disagreement(effect, old, new, values) is None


judged = st.tuples(windows, thresholds, st.integers(0, 1), modes, periods, statistics)


def made(side: tuple[str, str], drawn: tuple[Any, ...]) -> MetricAlarm:
    window, threshold, equal, mode, period, statistic = drawn
    return metric_alarm(
        window,
        mode,
        threshold=threshold,
        comparison=side[equal],
        period=period,
        statistic=statistic,
    )


def partly(old: tuple[Any, ...], new: tuple[Any, ...], kept: set[int]) -> tuple[Any, ...]:
    """The new values but for those in `kept`."""
    return tuple(old[place] if place in kept else new[place] for place in range(len(new)))


@pytest.mark.parametrize("side", SIDES, ids=["above", "below"])
@settings(max_examples=300, deadline=None)
@given(old=judged, new=judged, seed=seeds, gaps=st.sampled_from([0, 0.2, 0.5, 0.8]))
def test_threshold_comparison_and_missing_data_with_gaps(
    side: tuple[str, str], old: tuple[Any, ...], new: tuple[Any, ...], seed: int, gaps: float
) -> None:
    check(made(side, old), made(side, partly(old, new, kept={0, 4, 5})), seed, gaps)


@pytest.mark.parametrize("side", SIDES, ids=["above", "below"])
@settings(max_examples=800, deadline=None)
@given(old=judged, new=judged, kept=st.sets(st.integers(0, 5), min_size=2), seed=seeds)
def test_everything_at_once_without_gaps(
    side: tuple[str, str], old: tuple[Any, ...], new: tuple[Any, ...], kept: set[int], seed: int
) -> None:
    check(made(side, old), made(side, partly(old, new, kept)), seed, gaps=0)


@pytest.mark.parametrize("side", SIDES, ids=["above", "below"])
@settings(max_examples=200, deadline=None)
@given(old=judged, new=judged, kept=st.sets(st.integers(0, 5), min_size=2), seed=seeds)
def test_what_goes_off_for_all_that_set_off_the_old_one_is_no_later(
    side: tuple[str, str], old: tuple[Any, ...], new: tuple[Any, ...], kept: set[int], seed: int
) -> None:
    before, after = made(side, old), made(side, partly(old, new, kept))
    effect = said(before, after)
    for values in some_series(Random(seed), 0):  # noqa: S311 - no secret
        was, now = first_alarm(before, values), first_alarm(after, values)
        if was is not None and effect in {Effect.more, Effect.unchanged}:
            assert now is not None
            assert now <= was + after.period, values  # whose windows begin at other moments


PAIRS = list(combinations([(m, n) for n in (1, 2, 3) for m in range(1, n + 1)], 2))


def only_one_fires(old: MetricAlarm, new: MetricAlarm, marks: Values) -> tuple[bool, bool]:
    """Whether there are series of six such values for which only the old, only the new fires."""
    found = {(fires(old, list(s)), fires(new, list(s))) for s in product(marks, repeat=6)}
    return (True, False) in found, (False, True) in found


SHOWN = {
    (True, True): Effect.mixed,
    (True, False): Effect.less,
    (False, True): Effect.more,
    (False, False): Effect.unchanged,
}


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_m_of_n_is_judged_exactly_without_gaps(old: tuple[int, int], new: tuple[int, int]) -> None:
    before, after = metric_alarm(old), metric_alarm(new)

    assert said(before, after) is SHOWN[only_one_fires(before, after, [0.0, 1.0])]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_m_of_n_never_reads_as_its_opposite_with_gaps(
    old: tuple[int, int], new: tuple[int, int], mode: str
) -> None:
    before, after = metric_alarm(old, mode), metric_alarm(new, mode)

    shown = SHOWN[only_one_fires(before, after, [0.0, 1.0, None])]

    assert (said(before, after), shown) not in {
        (Effect.more, Effect.less),
        (Effect.less, Effect.more),
        (Effect.unchanged, Effect.less),
        (Effect.unchanged, Effect.more),
    }
