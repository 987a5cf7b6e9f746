"""Sentry's alerts on issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.sentry_alerting import limits
from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import SentryAlert
from setpoint.catalog.sentry_brief import brief
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnIssues(Kind[SentryAlert]):
    """An alert on issues."""

    key = "sentry_issue"

    def watched(self, signal: SentryAlert) -> str:
        """Return whose issues."""
        return f"issues of {signal.project}" if signal.project else "issues of its monitor"

    def limits(self, signal: SentryAlert) -> Iterator[Limit]:
        """Yield its triggers and filters in short, and how often it tells of one issue."""
        every = write_duration(signal.frequency * 60)
        yield Limit(brief(signal), f"<= 1 in {every}")

    def delay(self, signal: SentryAlert) -> int:
        """Return the longest time over which its conditions count."""
        return longest_interval(signal) or 0

    def delay_of(self, signal: SentryAlert) -> str:
        """Return over which time it counts."""
        counted = longest_interval(signal)
        return f"counted over {write_duration(counted)}" if counted else "with the event itself"


def longest_interval(alert: SentryAlert) -> int | None:
    """Return over how many seconds its conditions count, None where they count nothing."""
    found = [
        limits.INTERVALS.get(condition.properties["interval"], 0)
        for each in alert.filters
        for condition in each.conditions
        if "interval" in condition.properties
    ]
    return max(found, default=None)
