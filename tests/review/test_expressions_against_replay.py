"""What a review says of an expression's period, against the states over random series.

Two metrics that are never negative and one with gaps that are filled, in expressions of every
kind; each alarm judges windows that slide over minutes. What is said to be more sensitive goes off
for whatever set off the old one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setpoint.catalog.model import AnomalyAlarm, MathAlarm, Metric, MetricQuery
from setpoint.replay import Recording, Series, replay
from setpoint.replay.metric_math import watched
from setpoint.replay.states import State
from setpoint.review.effect import Effect, combine
from setpoint.review.signals import differences
from tests.replay.made import OPERATORS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of the metrics a, b and c.
Values: TypeAlias = tuple[float, float, float | None]
AROUND = 40
CLOSE = 1e-9
NEVER_NEGATIVE = {"namespace": "AWS/ApplicationELB", "name": "RequestCount"}
STATISTICS = ("Sum", "SampleCount", "Average", "Maximum", "Minimum")
FORMS = (
    *("{0} + {1}", "{0} - {1}", "{0} * {1}", "{0} / {1}", "MAX([{0}, {1}])", "MIN([{0}, {1}])"),
    *("AVG([{0}, {1}])", "{0} > {1}", "{0} <= {1}", "{0} AND {1} > 3", "{0} > 3 OR {1} > 3"),
    *("-{0}", "ABS({0} - {1})", "FLOOR({0} / 2)", "LOG({0} + 1)", "{0} ^ 2", "{0} ^ -1"),
    *("100 * {0} / ({0} + {1})", "{0} / PERIOD(a)", "IF({0} > 4, 1, 0)", "IF({0} > 4, 0, 1)"),
    *("3 * {0} + 2", "7 - {0}", "-2 * {0}", "{0} / -2", "IF({0} > {1}, {0}, {1})", "0 * {0}"),
    *("FILL({0}, 0)", "FILL({0}, 20)", "FILL({0}, {1})", "FILL({0}, REPEAT)", "IF({0}, 3, 2)"),
    *("{0} == {1}", "{0} != {1}", "CEIL({0} / 2)", "LOG10({0})", "SUM([{0}, {1}])", "IF({0}, {1})"),
    *("DIFF({0})", "RATE({0})", "DIFF_TIME({0})", "RUNNING_SUM({0})", "STDDEV([{0}, {1}])"),
    *("FIRST([{0}, {1}])", "LAST([{0}, {1}])", "DATAPOINT_COUNT([{0}, {1}])", "MAX({0}) * a"),
    *("SUM(SORT([{0}, {1}], MAX, DESC, 1))", "FIRST(SLICE([{0}, {1}], 1))", "{0} + TIME_SERIES(3)"),
    *("SUM(REMOVE_EMPTY([{0}, {1}]))", "{0} * METRIC_COUNT([{1}])", "MINUTE({0}) * {1}"),
    'MAX(METRICS("a")) + {0}',
)
FILLED = (
    *("FILL(c, 0)", "FILL(c, 20)", "FILL(c, -1)", "FILL(c, a)", "FILL(c, REPEAT)"),
    *(
        "FILL(c, LINEAR)",
        "SUM(FILL([a, c], 3))",
        "MAX(FILL([a, c], 3))",
        "FILL(-c, 0)",
        "FILL(3 * c, 1)",
    ),
)
expressions = st.recursive(
    st.sampled_from(["a", "b"]) | st.sampled_from(FILLED),
    lambda below: st.tuples(st.sampled_from(FORMS), below, below).map(
        lambda drawn: f"({drawn[0].format(drawn[1], drawn[2])})"
    ),
    max_leaves=4,
)
windows = st.tuples(st.integers(1, 3), st.integers(1, 4)).map(lambda pair: (min(pair), max(pair)))


def math_alarm(
    text: str, statistics: tuple[str, str], period: int, window: tuple[int, int], **changes: Any
) -> MathAlarm:
    metrics = zip("abc", (*statistics, statistics[0]), strict=True)
    found: dict[str, Any] = {
        "alarm_name": "a",
        "description": "",
        "queries": (
            *(
                MetricQuery(
                    id=name,
                    metric=Metric(**NEVER_NEGATIVE, dimensions={"Of": name}, statistic=statistic),
                    period=period,
                )
                for name, statistic in metrics
            ),
            MetricQuery(id="value", expression=text, return_data=True),
        ),
        "comparison_operator": OPERATORS[">"],
        "threshold": 0.0,
        "period": period,
        "datapoints_to_alarm": window[0],
        "evaluation_periods": window[1],
        "treat_missing_data": "notBreaching",
        **changes,
    }
    return MathAlarm(**found)


def said(old: MathAlarm, new: MathAlarm) -> Effect:
    return combine(each.judgement.effect for each in differences(old, new))


def fires(alarm: MathAlarm, seen: Series) -> bool:
    """Whether it is in ALARM at some time from the end of the calm on.

    It may be so already: the clock can set off an alarm, too.
    """
    timeline = replay(alarm, {"a": Recording(values=seen, merged=True)}).timeline
    begin = AROUND * seen.period
    return timeline.at(begin) is State.alarm or any(at > begin for at in timeline.alarms)


def breaches(alarm: MathAlarm, value: float | None) -> bool:
    if value is None:
        return False
    above = alarm.comparison_operator.startswith("Greater")
    return value > alarm.threshold if above else value < alarm.threshold


def seen_by(alarm: MathAlarm, values: list[Values], calm: int) -> Series:
    around = [(float(calm),) * 3] * AROUND
    columns = zip(*around, *values, *around, strict=True)
    return watched(alarm, {name: Series(seen) for name, seen in zip("abc", columns, strict=True)})


def some_values(random: Random, calm: int) -> list[Values]:
    """A few spikes in one or more, bursts, noise; gaps in the last."""
    busy = random.choice([0.1, 0.3, 0.8])
    gaps = random.choice([0.1, 0.5, 0.9])

    def value() -> float:
        return float(random.randint(1, 9) if random.random() < busy else calm)

    return [
        (value(), value(), None if random.random() < gaps else value())
        for _ in range(random.randint(1, 12))
    ]


def some_thresholds(random: Random, one: Series, other: Series) -> list[float]:
    """A few between what is seen, so that no rounding decides."""
    reached = sorted({each for seen in (one, other) for each in seen.values if each is not None})
    between = [(low + high) / 2 for low, high in pairwise(reached) if high - low > CLOSE]
    return random.sample(between, min(len(between), 4))


def disagreements(old: MathAlarm, new: MathAlarm, seed: int, number: int) -> Iterator[str]:
    """What series show and the review denies; nothing where it says neither or both."""
    random, effect = Random(seed), said(old, new)  # noqa: S311 - no secret
    for _ in range(0 if effect in {Effect.mixed, Effect.unknown} else number):
        calm = random.randint(1, 5)
        values = some_values(random, calm)
        sees = [seen_by(alarm, values, calm) for alarm in (old, new)]
        for threshold in some_thresholds(random, *sees):
            alarms = [replace(alarm, threshold=threshold) for alarm in (old, new)]
            pairs = list(zip(alarms, sees, strict=True))
            if any(breaches(alarm, seen.values[AROUND - 10]) for alarm, seen in pairs):
                continue
            before, after = (fires(alarm, seen) for alarm, seen in pairs)
            wrong = {Effect.more, Effect.unchanged} if before else {Effect.less, Effect.unchanged}
            if before is not after and effect in wrong:
                yield f"said {effect}; fires {before}, then {after}: {values} at {threshold}"


@pytest.mark.parametrize("side", [">", "<"])
@settings(max_examples=500, deadline=None)
@given(
    text=expressions,
    statistics=st.tuples(st.sampled_from(STATISTICS), st.sampled_from(STATISTICS)),
    periods=st.tuples(st.sampled_from([60, 120, 180, 300]), st.sampled_from([60, 120, 300])),
    window=st.just(((1, 1), (1, 1))) | st.tuples(windows, windows),
    seed=st.integers(0, 2**32),
)
def test_a_period_of_an_expression(
    *,
    side: str,
    text: str,
    statistics: tuple[str, str],
    periods: tuple[int, int],
    window: tuple[tuple[int, int], tuple[int, int]],
    seed: int,
) -> None:
    old, new = (
        math_alarm(text, statistics, period, each, comparison_operator=OPERATORS[side])
        for period, each in zip(periods, window, strict=True)
    )
    assert next(disagreements(old, new, seed, 8), None) is None
    assert said(new, old) is said(old, new).reversed


@pytest.mark.parametrize("side", [">", "<"])
@pytest.mark.parametrize("statistic", ["Sum", "Average", "Maximum", "Minimum"])
@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_an_expression(form: str, statistic: str, side: str) -> None:
    for periods in ((300, 60), (60, 120)):
        old, new = (
            math_alarm(
                form.format("a", "b"),
                (statistic, statistic),
                period,
                (1, 1),
                comparison_operator=OPERATORS[side],
            )
            for period in periods
        )
        assert next(disagreements(old, new, seed=7, number=12), None) is None


# What stands in an expression, and what stands there afterwards.
EDITED = (
    *(("(a + b)", "a"), ("(a + b + FILL(c, 0))", "(b + a)"), ("(a - b)", "a"), ("b", "a")),
    *(("SUM([a, b])", "b"), ("MAX([a, b])", "MAX([a])"), ("MIN([a, b])", "MIN([b])")),
    *(("(a + b)", "(a + b - 3)"), ("(a - b)", "(a - b + FILL(c, 1))"), ("-a", "-(a + b)")),
    *(("(a + FILL(c, -1))", "a"), ("a / b", "(a + b) / b"), ("1 / a", "1 / (a + b)")),
    ("a", "(a - 2 * b)"),
)


@settings(max_examples=500, deadline=None)
@given(
    around=expressions.filter(lambda text: "METRICS" not in text) | st.just("a"),
    edited=st.sampled_from(EDITED),
    statistics=st.tuples(st.sampled_from(STATISTICS), st.sampled_from(STATISTICS)),
    side=st.sampled_from("<>"),
    seed=st.integers(0, 2**32),
)
def test_an_expression_that_loses_a_term(
    *, around: str, edited: tuple[str, str], statistics: tuple[str, str], side: str, seed: int
) -> None:
    texts = (around.replace("a", f"({text})", 1) for text in edited)
    above = {"comparison_operator": OPERATORS[side]}
    old, new = (math_alarm(text, statistics, 60, (1, 1), **above) for text in texts)
    assert next(disagreements(old, new, seed, 8), None) is None
    assert said(new, old) is said(old, new).reversed


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("a + b", "a", "less"),
        ("SUM([a, b])", "a", "less"),
        ("100 * (a + b) / c", "100 * a / c", "less"),
        ("100 * a / c", "100 * a / (c + b)", "less"),
        ("a - b", "a", "more"),
        ("a + b", "b + a", "unchanged"),
        ("MAX([a, b])", "MAX([a])", "less"),
        ("MIN([a, b])", "MIN([a])", "more"),
        ("a + b", "a + c", "unknown"),
        ("a + b / (a > 4)", "b / (a > 4)", "unknown"),
        ("MAX(METRICS()) + a", "MAX(METRICS())", "unknown"),
        ("a + ABS(a - b)", "a", "less"),
    ],
)
def test_terms_that_come_or_go(before: str, after: str, effect: str) -> None:
    old, new = (math_alarm(text, ("Sum", "Sum"), 60, (1, 1)) for text in (before, after))
    assert said(old, new) == effect
    below = {"comparison_operator": OPERATORS["<"]}
    assert said(replace(old, **below), replace(new, **below)) is Effect(effect).reversed
    breaching = {"treat_missing_data": "breaching"}
    assert said(replace(old, **breaching), replace(new, **breaching)) is Effect.unknown


def period_effect(text: str, statistic: str = "Sum", side: str = ">") -> Effect:
    """Of 5m to 1m."""
    old, new = (
        math_alarm(
            text, (statistic, statistic), period, (1, 1), comparison_operator=OPERATORS[side]
        )
        for period in (300, 60)
    )
    return said(old, new)


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("a + b", "less"),
        ("2 * a + 3 * b - 7", "less"),
        ("MAX(METRICS())", "less"),
        ("SUM([a, b]) / 2", "less"),
        ("IF(a + b > 5, 1, 0)", "less"),
        ("100 - a", "more"),
        ("100 * a / b", "more"),
        ("100 * (a - b) / a", "more"),
        ("1 - FILL(a, 0) / (a + b)", "more"),
        ("a / PERIOD(a)", "more"),
        ("100 * a / (a + FILL(b, 0))", "more"),
        ("FILL(a, 0)", "less"),
        ("a ^ -1", "more"),
        ("LOG(a + 1)", "less"),
        ("100 / IF(a > 4, 2, 1)", "more"),
        ("a - b", "mixed"),
        ("ABS(a - b)", "mixed"),
        # what divides may be nothing over one period and something over another
        ("a / IF(a > 4, 0, 1)", "mixed"),
        ("b / FLOOR(a / 5)", "mixed"),
        ("1 / (a AND b > 3)", "mixed"),
        ("b / FILL(a, 0)", "mixed"),
        ("(a > 4) ^ -1", "mixed"),
        ("LOG(a > 4)", "mixed"),
        ("0 * (a / (a > 4))", "mixed"),
        # what fills a gap is no part of a longer period
        ("FILL(a, 20)", "mixed"),
        ("FILL(a, b)", "mixed"),
        ("FILL(a, REPEAT)", "mixed"),
        ("100 - FILL(a, 20)", "mixed"),
        ("IF(a > 100, 100 * b / a, 0)", "mixed"),
        ("a - AVG(a)", "mixed"),
        ("RATE(a)", "mixed"),
        ("SELECT SUM(x) FROM X", "less"),
        ("SELECT COUNT(x) FROM X GROUP BY Y ORDER BY COUNT() DESC", "less"),
        ("SELECT MAX(x) FROM X", "unchanged"),
        ("SELECT AVG(x) FROM X", "more"),
    ],
)
def test_five_minutes_to_one_by_what_it_is_made_of(text: str, effect: str) -> None:
    assert period_effect(text) == effect


@pytest.mark.parametrize(
    ("text", "effect"),
    [("a + b", "more"), ("100 * a / b", "more"), ("a - b", "mixed"), ("-a", "less")],
)
def test_five_minutes_to_one_below_a_threshold(text: str, effect: str) -> None:
    assert period_effect(text, side="<") == effect


def test_a_sum_against_the_same_rate_is_the_same() -> None:
    old = math_alarm("a + b", ("Sum", "Sum"), 300, (1, 1), threshold=50.0)
    new = math_alarm("a + b", ("Sum", "Sum"), 60, (1, 1), threshold=10.0)
    judged = {each.path[-1]: each.judgement for each in differences(old, new)}
    assert judged["threshold"] == (Effect.unchanged, "the same rate over another period")


def test_a_band_is_learned_anew_over_another_period() -> None:
    metric = Metric(**NEVER_NEGATIVE, dimensions={}, statistic="Sum")
    old, new = (
        AnomalyAlarm(
            alarm_name="a",
            description="",
            queries=(MetricQuery(id="m1", metric=metric, period=period, return_data=True),),
            threshold_metric_id="band",
            band=2,
            comparison_operator="GreaterThanUpperThreshold",
            period=period,
            evaluation_periods=1,
            datapoints_to_alarm=1,
            treat_missing_data="missing",
        )
        for period in (300, 60)
    )
    assert said(old, new) is Effect.unknown
