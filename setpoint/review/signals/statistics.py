"""Statistics in order: which of two is always the higher one.

A percentile, a trimmed mean and a winsorized mean are means of the samples' quantiles between two
ranks, which rise with both ranks. What lies outside a winsorized mean's ranks counts as their
edge (user guide, "CloudWatch statistics definitions").
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from setpoint.review.effect import Effect, rising

_LOWEST, _HIGHEST = 0.0, 100.0
_TO_RANK = re.compile(r"(p|tm|wm)([\d.]+)")
_BETWEEN = re.compile(r"(TM|WM)\((?:([\d.]+)%)?:(?:([\d.]+)%)?\)")


class Ranks(NamedTuple):
    """Between which ranks, 0 to 100, samples count; whether the others count as the edges."""

    low: float
    high: float
    winsorized: bool = False

    @property
    def both(self) -> bool:
        """Whether trimming and winsorizing come to the same: one rank, or all of them."""
        return self.low == self.high or (self.low, self.high) == (_LOWEST, _HIGHEST)


_NAMED: Final = {
    "Minimum": Ranks(_LOWEST, _LOWEST),
    "Maximum": Ranks(_HIGHEST, _HIGHEST),
    "Average": Ranks(_LOWEST, _HIGHEST),
    "IQM": Ranks(25.0, 75.0),
}


def ranks(statistic: str) -> Ranks | None:
    """Return what a statistic is a mean of; None for what measures something else.

    So do a sum, a number of samples, a rank, and a mean of what lies between two values.
    """
    if found := _TO_RANK.fullmatch(statistic):
        high = float(found[2])
        return Ranks(high if found[1] == "p" else _LOWEST, high, winsorized=found[1] == "wm")
    if found := _BETWEEN.fullmatch(statistic):
        low, high = float(found[2] or _LOWEST), float(found[3] or _HIGHEST)
        return Ranks(low, high, winsorized=found[1] == "WM")
    return _NAMED.get(statistic)


def compare(old: str, new: str, *, above: bool) -> Effect:
    """Return the effect of another statistic against the same threshold."""
    before, after = ranks(old), ranks(new)
    if before is None or after is None:
        return Effect.unchanged if old == new else Effect.unknown
    if not (before.both or after.both or before.winsorized is after.winsorized):
        return Effect.unknown
    by_rank = {rising(*pair) for pair in zip(before[:2], after[:2], strict=True)}
    found = by_rank - {Effect.unchanged} or {Effect.unchanged}
    if len(found) > 1:  # an average against a percentile: either may be higher
        return Effect.mixed
    effect = found.pop()
    return effect if above else effect.reversed
