"""What a Sentry aggregate's numbers measure, and a threshold in them as people write it.

Sentry has no units of its own for thresholds: they follow from the aggregate.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.catalog.quantity import quantity
from setpoint.config.units import change_from_then

if TYPE_CHECKING:
    from setpoint.catalog.model import SentryMonitor

_HUNDRED: Final = 100
# Computed by Sentry from 0 to 1; crash-free rates come in percent.
_FRACTIONS: Final = ("failure_rate(",)
_PERCENTAGES: Final = ("percentage(",)
# Sentry's fields in milliseconds, and percentiles of the duration, which they have by themselves.
_DURATION: Final = re.compile(
    r"(?:avg|min|max|sum|percentile|p\d+)\(\s*(?:(?:transaction|span)\.duration|"
    r"span\.(?:self_time|exclusive_time)|measurements\.(?:fp|fcp|lcp|fid|inp|ttfb"
    r"|app_start_cold|app_start_warm|time_to_initial_display|time_to_full_display))\s*(?:,|\))"
    r"|p\d+\(\s*\)"
)

# Rates by themselves, and of how many seconds. Source: getsentry/sentry,
# src/sentry/search/eap/common_formulas.py (`make_epm`, `make_eps`: the count over the window's
# minutes or seconds), and `tpm`, `per_minute` and their like, which divide alike.
_RATES: Final = {
    **dict.fromkeys(("epm", "floored_epm", "per_minute", "spm", "tpm"), 60),
    **dict.fromkeys(("eps", "per_second", "tps"), 1),
}


class Unit(NamedTuple):
    """A unit by CloudWatch's name, and how many of it one of Sentry's numbers is."""

    name: str | None
    scale: int = 1

    def measure(self, value: float) -> float:
        """Return one of Sentry's numbers in this unit, without what binary fractions add."""
        return round(value * self.scale, 12) if self.scale != 1 else value


def is_fraction(aggregate: str) -> bool:
    """Return whether Sentry computes a share from 0 to 1."""
    return aggregate.startswith(_FRACTIONS)


def seconds_of_rate(aggregate: str) -> int | None:
    """Return of how many seconds an aggregate is the rate, None where it is no rate."""
    return _RATES.get(aggregate.partition("(")[0].strip())


def unit(monitor: SentryMonitor) -> Unit:
    """Return the unit of a monitor's thresholds; no name where the aggregate tells none."""
    if monitor.detection_type == "percent":
        return Unit("Percent")
    if is_fraction(monitor.aggregate):
        return Unit("Percent", _HUNDRED)
    if monitor.aggregate.startswith(_PERCENTAGES):
        return Unit("Percent")
    if _DURATION.match(monitor.aggregate):
        return Unit("Milliseconds")
    return Unit(None)


def measured(monitor: SentryMonitor, value: float) -> float:
    """Return one of a monitor's numbers in its unit; of percent the change, not what is left."""
    if monitor.detection_type == "percent":
        return change_from_then(value, monitor.comparison)
    return unit(monitor).measure(value)


def limit(monitor: SentryMonitor, value: float) -> str:
    """Return a threshold of a monitor: `5%`, `1m`, `100`."""
    return quantity(measured(monitor, value), unit(monitor).name)
