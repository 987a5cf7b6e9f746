"""Which of two statistics is the higher one, against the statistics of random samples."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest

from setpoint.review.effect import Effect
from setpoint.review.signals.statistics import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STATISTICS = (
    *("Minimum", "Maximum", "Average", "IQM", "p10", "p50", "p90", "p99"),
    *("tm50", "tm90", "TM(10%:90%)", "TM(50%:)", "wm50", "wm90", "WM(10%:90%)", "WM(50%:)"),
)
# Of how many samples' worth a statistic is the mean, by hundredths of the whole.
STEPS = 100
CLOSE = 1e-9


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


SIMPLE: dict[str, Callable[[list[float]], float]] = {
    "Minimum": min,
    "Maximum": max,
    "Average": mean,
    "IQM": lambda samples: mean(quantiles(samples)[25:75]),
}


def quantiles(samples: list[float]) -> list[float]:
    """A hundred values in order, of which each sample is as many as any other."""
    return [each for each in sorted(samples) for _ in range(STEPS // len(samples))]


def outcome(statistic: str, samples: list[float]) -> float:
    """What the samples' statistic is, worked out from the definition and not from ranks' order."""
    of = quantiles(samples)
    if simple := SIMPLE.get(statistic):
        return simple(samples)
    if statistic[0] == "p":
        return of[int(statistic[1:]) - 1]
    low, high = bounds(statistic)
    if statistic[:2].lower() == "tm":
        return mean(of[low:high])
    return mean([of[low]] * low + of[low:high] + [of[high - 1]] * (STEPS - high))


def bounds(statistic: str) -> tuple[int, int]:
    if ":" not in statistic:
        return 0, int(statistic[2:])
    low, high = statistic[3:-1].split(":")
    return int(low.rstrip("%") or 0), int(high.rstrip("%") or STEPS)


def some_samples(number: int) -> Iterator[list[float]]:
    random = Random(7)  # noqa: S311 - no secret
    for _ in range(number):
        size = random.choice([1, 2, 4, 5, 10, 20, 50, 100])
        rare = random.choice([0.02, 0.3, 0.9])
        found = [
            float(random.randint(1, 1000) if random.random() < rare else random.randint(0, 1))
            for _ in range(size)
        ]
        yield random.choice([found, [1000 - each for each in found]])


SAMPLES = tuple(some_samples(400))


@pytest.mark.parametrize(("old", "new"), list(product(STATISTICS, repeat=2)))
def test_the_order_holds_for_all_samples(old: str, new: str) -> None:
    found = [outcome(new, each) - outcome(old, each) for each in SAMPLES]
    effect = compare(old, new, above=True)

    if effect in {Effect.more, Effect.unchanged}:
        assert min(found) > -CLOSE
    if effect in {Effect.less, Effect.unchanged}:
        assert max(found) < CLOSE
    if effect is Effect.mixed:  # neither is a guess: there are samples for both
        assert min(found) < -CLOSE
        assert max(found) > CLOSE
    assert compare(new, old, above=True) is effect.reversed
    assert compare(old, new, above=False) is effect.reversed


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        # of a thousand requests five take 300 s: 1.6 s on average, the p99 is one of the others
        ("Average", "p99", Effect.mixed),
        ("p50", "Average", Effect.mixed),
        ("Minimum", "Average", Effect.more),
        ("Average", "Maximum", Effect.more),
        ("tm90", "p90", Effect.more),
        ("tm90", "Average", Effect.more),
        ("tm90", "p95", Effect.more),
        ("tm90", "p50", Effect.mixed),
        ("p75", "IQM", Effect.less),
        ("tm99", "TM(:99%)", Effect.unchanged),
        ("wm90", "tm90", Effect.unknown),
        ("Sum", "Average", Effect.unknown),
        ("TM(150:1000)", "Average", Effect.unknown),
        ("PR(:300)", "p99", Effect.unknown),
    ],
)
def test_a_mean_has_an_order_with_what_bounds_it_alone(old: str, new: str, effect: Effect) -> None:
    assert compare(old, new, above=True) is effect
