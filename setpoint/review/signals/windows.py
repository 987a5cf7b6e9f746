"""How long and how often a threshold must be breached: period, M of N."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from setpoint.config.units import write_duration
from setpoint.review.effect import Effect, Judgement, combine, falling, rising


class Statistic(Enum):
    """What a longer period does to a datapoint.

    Attributes:
        mean: Evens it out (averages, percentiles, ratios).
        extreme: Keeps the worst of it: one sample is enough to breach (Maximum above a
            threshold, Minimum below one).
        total_above, total_below: Adds up (sums), and breaches above or below.
    """

    mean = "mean"
    extreme = "extreme"
    total_above = "total above"
    total_below = "total below"


class Window(NamedTuple):
    """M of N periods of so many seconds."""

    datapoints: int
    periods: int
    period: int

    @property
    def needed(self) -> int:
        """Seconds of a steady breach until it counts."""
        return self.datapoints * self.period

    def __str__(self) -> str:
        return f"{self.datapoints} of {self.periods} x {write_duration(self.period)}"


def judge(old: Window, new: Window, statistic: Statistic) -> Judgement:
    """Return what a change of the window does to how easily the alert goes off."""
    effect = compare(old, new, statistic)
    if effect is Effect.unchanged:
        return Judgement(effect, f"{new} goes off for the same data as {old}")
    return Judgement(effect, f"{new} must breach instead of {old}")


def compare(old: Window, new: Window, statistic: Statistic) -> Effect:
    """Return the effect by implication where there is one, else for a steady breach."""
    if old.period == new.period:
        return _by_implication(_implies(old, new), _implies(new, old))
    if statistic is Statistic.extreme and old.datapoints == new.datapoints == 1:
        return Effect.unchanged
    if statistic in {Statistic.total_above, Statistic.total_below}:
        longer = rising if statistic is Statistic.total_above else falling
        same = new._replace(period=old.period)
        return combine((compare(old, same, statistic), longer(old.period, new.period)))
    if _blocks_imply(old, new) or _blocks_imply(new, old):
        return _by_implication(_blocks_imply(old, new), _blocks_imply(new, old))
    return _for_a_steady_breach(old, new)


def _implies(one: Window, other: Window) -> bool:
    """Whether whatever satisfies M of N of one satisfies the other; periods are the same.

    Without a run of `other.periods` holding `other.datapoints` breaches, at most
    `other.datapoints - 1` fit in each of the runs that cover the one's.
    """
    runs, rest = divmod(one.periods, other.periods)
    spare = other.datapoints - 1
    return one.datapoints > runs * spare + min(rest, spare)


def _blocks_imply(one: Window, other: Window) -> bool:
    """Whether shorter periods that all breach make longer ones that all breach, or reversed."""
    if one.datapoints != one.periods or other.datapoints != other.periods:
        return False
    if other.period % one.period == 0:
        return other.needed <= one.needed
    return one.period % other.period == 0 and other.periods == 1


def _by_implication(old_implies_new: bool, new_implies_old: bool) -> Effect:
    if old_implies_new and new_implies_old:
        return Effect.unchanged
    if old_implies_new:
        return Effect.more
    return Effect.less if new_implies_old else Effect.mixed


def _for_a_steady_breach(old: Window, new: Window) -> Effect:
    effect = falling(old.needed, new.needed)
    if effect is not Effect.unchanged:
        return effect
    looked_at = rising(old.periods * old.period, new.periods * new.period)
    return Effect.mixed if looked_at is Effect.unchanged else looked_at
