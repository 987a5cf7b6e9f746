"""Statistics in order: which of two is always the higher one."""

from __future__ import annotations

import re

from setpoint.review.effect import Effect, falling, rising

_PERCENTILE = re.compile(r"p(\d{1,2}(?:\.\d+)?|100)")
_MEAN = re.compile(r"Average|IQM|tm\(?[\d.:%]+\)?")
_LOWEST, _MIDDLE, _HIGHEST = 0.0, 50.0, 100.0


def rank(statistic: str) -> float | None:
    """Return 0 (Minimum) to 100 (Maximum); a mean stands with the median, None is no rank.

    A sum and a number of samples measure something else and have none.
    """
    if statistic in {"Minimum", "Maximum"}:
        return _LOWEST if statistic == "Minimum" else _HIGHEST
    found = _PERCENTILE.fullmatch(statistic)
    if found:
        return float(found[1])
    return _MIDDLE if _MEAN.fullmatch(statistic) else None


def compare(old: str, new: str, *, above: bool) -> Effect:
    """Return the effect of another statistic against the same threshold."""
    before, after = rank(old), rank(new)
    if before is None or after is None:
        return Effect.unknown
    if before == after:  # a mean against a median: either may be higher
        return Effect.unchanged if old == new else Effect.mixed
    return rising(before, after) if above else falling(before, after)
