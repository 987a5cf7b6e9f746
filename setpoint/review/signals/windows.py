"""How long and how often a threshold must be breached: period, M of N."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from setpoint.config.units import write_duration
from setpoint.review.effect import Effect, Judgement


class Statistic(Enum):
    """What a longer period does to a datapoint.

    Attributes:
        mean: Evens it out (averages, percentiles, ratios).
        extreme: Keeps the worst of it: one sample is enough to breach (Maximum above a
            threshold, Minimum below one).
        whole: Keeps the best of it: every sample must breach (Minimum above, Maximum below).
        total_above, total_below: Adds up what is never negative, and breaches above or below.
        either_way: Makes some values higher and others lower.
    """

    mean = "mean"
    extreme = "extreme"
    whole = "whole"
    total_above = "total above"
    total_below = "total below"
    either_way = "either way"


_ONE_IS_ENOUGH = frozenset({Statistic.extreme, Statistic.total_above})
_ALL_MUST = frozenset({Statistic.whole, Statistic.total_below})


class Window(NamedTuple):
    """M of N periods of so many seconds."""

    datapoints: int
    periods: int
    period: int

    def __str__(self) -> str:
        each = write_duration(self.period)
        if self.periods == 1:
            return f"1 period of {each}"
        if self.datapoints == self.periods:
            return f"{self.periods} periods of {each} in a row"
        return f"{self.datapoints} of {self.periods} periods of {each}"


def judge(old: Window, new: Window, statistic: Statistic) -> Judgement:
    """Return what a change of the window does to how easily the alert goes off."""
    effect = compare(old, new, statistic)
    if effect is Effect.unchanged:
        return Judgement(effect, f"{new} goes off for the same data as {old}")
    if statistic is Statistic.either_way and old.period != new.period:
        period = write_duration(new.period)
        return Judgement(effect, f"over {period} some values are higher and others lower")
    return Judgement(effect, f"{new} must breach instead of {old}")


def compare(old: Window, new: Window, statistic: Statistic) -> Effect:
    """Return the effect by implication: whether whatever satisfies one satisfies the other.

    Data has no gaps; CloudWatch judges windows that slide.
    """
    there, back = _implies(old, new, statistic), _implies(new, old, statistic)
    if there and back:
        return Effect.unchanged
    if there:
        return Effect.more
    return Effect.less if back else Effect.mixed


def _implies(one: Window, other: Window, statistic: Statistic) -> bool:
    if statistic is Statistic.either_way and one.period != other.period:
        return False
    if one.period % other.period == 0:
        return _shorter(one, other, statistic)
    if other.period % one.period == 0:
        return _longer(one, other, statistic)
    return other.datapoints == 1 and _unlike(one, other, statistic)


def _unlike(one: Window, other: Window, statistic: Statistic) -> bool:
    """Whether M of N periods imply one of another length, of which none makes the other."""
    if statistic is Statistic.extreme:
        return True
    if statistic is Statistic.total_above:
        return other.period > one.period
    return statistic in _ALL_MUST and other.period < one.period


def _shorter(one: Window, other: Window, statistic: Statistic) -> bool:
    """Whether M of N periods imply those of the other, of which some make one of them.

    In a period that breaches at least one part does, or all of them; of a total it may be none.
    """
    parts = one.period // other.period
    certain = parts if statistic in _ALL_MUST else 1
    if parts > 1 and statistic is Statistic.total_above:
        return False
    return one.datapoints * certain > _most(one.periods * parts, other)


def _most(periods: int, window: Window) -> int:
    """Return how many of so many periods may breach without satisfying a window of them.

    At most M - 1 fit in each of the runs of N that cover them.
    """
    runs, rest = divmod(periods, window.periods)
    spare = window.datapoints - 1
    return runs * spare + min(rest, spare)


def _longer(one: Window, other: Window, statistic: Statistic) -> bool:
    """Whether M of N periods imply those of the other, which are made of some of them."""
    if statistic is Statistic.total_below:
        return False
    parts = other.period // one.period
    runs = one.periods // parts if one.datapoints == one.periods else 0
    if other.datapoints <= runs:  # periods that all breach make longer ones that all breach
        return True
    return statistic in _ONE_IS_ENOUGH and _spread(one, other, parts)


def _spread(one: Window, other: Window, parts: int) -> bool:
    """Whether M of N periods touch enough longer ones, each of so many parts.

    Where all N fit in the other's window wherever its periods begin, the best beginning
    separates M - 1 pairs of neighbours as evenly as it gets. Else each run of its length holds
    M - 1 touched periods of the other at most, and so many parts of each.
    """
    fits = one.periods <= (other.periods - 1) * parts + 1
    if fits and other.datapoints <= 1 - (1 - one.datapoints) // parts:
        return True
    touched = (other.datapoints - 1) * parts
    runs, rest = divmod(one.periods, other.periods * parts)
    return one.datapoints > runs * touched + min(rest, touched)
