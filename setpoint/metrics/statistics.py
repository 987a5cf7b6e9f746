"""What a statistic makes of samples: a level like them, their sum, their number or a rank.

The statistics are those of CloudWatch's user guide, "CloudWatch statistics definitions".
"""

from __future__ import annotations


def is_percentile(statistic: str) -> bool:
    """Whether a statistic is p50, p99.9 and the like."""
    return statistic[:1] == "p" and statistic[1:2].isdigit()


def counts_samples(statistic: str) -> bool:
    """Whether the outcome is a number of samples: SampleCount, a trimmed count."""
    return statistic == "SampleCount" or statistic[:2].upper() == "TC"


def adds_up(statistic: str) -> bool:
    """Whether the outcome is a sum of samples: Sum, a trimmed sum."""
    return statistic == "Sum" or statistic[:2].upper() == "TS"


def is_rank(statistic: str) -> bool:
    """Whether the outcome is the percentage of samples within limits: PR(:300)."""
    return statistic[:2] == "PR"


def is_level(statistic: str) -> bool:
    """Whether the outcome lies between the lowest and the highest sample."""
    return not (counts_samples(statistic) or adds_up(statistic) or is_rank(statistic))


def averages(statistic: str) -> bool:
    """Whether the outcome is a mean of samples, all or the middle ones."""
    return statistic in {"Average", "IQM"} or statistic[:2].upper() in {"TM", "WM"}


def unit_of_outcome(unit: str | None, statistic: str) -> str | None:
    """Return the unit of a statistic of samples in `unit`, None where nobody knows it."""
    if counts_samples(statistic):
        return "Count"
    return "Percent" if is_rank(statistic) else unit
