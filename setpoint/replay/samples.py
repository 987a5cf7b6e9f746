"""Percentiles of few samples: when an alarm may keep its state instead of judging them."""

from __future__ import annotations

import re

_PERCENTILE = re.compile(r"p(\d{1,2}(?:\.\d+)?)")
_HALF, _HUNDRED = 50, 100


def fewest(statistic: str) -> float:
    """Return from how many samples on a percentile is significant; 0 for other statistics.

    Source: AWS's guide, "Percentile-based CloudWatch alarms and low data samples": 10/(1-p)
    from the median on, 10/p below it.
    """
    found = _PERCENTILE.fullmatch(statistic)
    percentile = float(found[1]) if found else 0.0
    if percentile == 0:
        return 0.0
    share = _HUNDRED - percentile if percentile >= _HALF else percentile
    return round(10 * _HUNDRED / share, 6)
