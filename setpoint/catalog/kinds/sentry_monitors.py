"""Sentry's monitors: of a number, of an address, of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import SentryCronMonitor, SentryMonitor, SentryUptimeMonitor
from setpoint.catalog.sentry_monitor_words import COMPARISONS, cron_schedule
from setpoint.catalog.sentry_units import is_fraction, limit
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator


_MINUTE = 60
_COUNTS = ("count(", "count_unique(", "count_if(")


class OnAggregate(Kind[SentryMonitor]):
    """A metric monitor."""

    key = "sentry_metric"

    def watched(self, signal: SentryMonitor) -> str:
        """Return the aggregate, and of what."""
        return f"{signal.aggregate} of {signal.query}" if signal.query else signal.aggregate

    def limits(self, signal: SentryMonitor) -> Iterator[Limit]:
        """Yield its threshold."""
        side = COMPARISONS[signal.comparison]
        threshold = signal.warning if signal.critical is None else signal.critical
        bound = f"{side} {limit(signal, threshold)}" if threshold is not None else None
        yield Limit(bound or f"{signal.detection_type} {side}", write_duration(signal.time_window))

    def delay(self, signal: SentryMonitor) -> int:
        """Return its window and a minute, after which Sentry looks again."""
        return signal.time_window + _MINUTE

    def delay_of(self, signal: SentryMonitor) -> str:
        """Return its window."""
        return f"a window of {write_duration(signal.time_window)} and a minute"

    def obstacle(self, signal: SentryMonitor) -> str | None:
        """Return which value the aggregate never has."""
        critical = signal.critical
        if critical is None or signal.detection_type == "dynamic":
            return None
        if signal.detection_type == "percent":
            if signal.comparison == "lt" and critical <= 0:
                return "nothing falls by 100% or more and is still there to be seen"
            return None
        if signal.comparison == "lt" and critical <= 0 and signal.aggregate.startswith(_COUNTS):
            return "a count is never negative"
        if signal.comparison == "gt" and is_fraction(signal.aggregate) and critical >= 1:
            return "a failure rate is 100% at most"
        return None


class OnAddress(Kind[SentryUptimeMonitor]):
    """An uptime monitor."""

    key = "sentry_uptime"

    def watched(self, signal: SentryUptimeMonitor) -> str:
        """Return the address."""
        return signal.url

    def limits(self, signal: SentryUptimeMonitor) -> Iterator[Limit]:
        """Yield how often it has to fail."""
        rhythm = f"{signal.downtime_threshold} x {write_duration(signal.interval)}"
        yield Limit(_failures(signal.downtime_threshold), rhythm)

    def delay(self, signal: SentryUptimeMonitor) -> int:
        """Return the time of one interval more than counted, and of the last timeout."""
        waits = -(-signal.timeout_ms // 1000)
        return signal.interval * signal.downtime_threshold + int(waits)

    def delay_of(self, signal: SentryUptimeMonitor) -> str:
        """Return how many requests."""
        times = f"{signal.downtime_threshold} requests {write_duration(signal.interval)} apart"
        return f"{times}, and the last one's timeout"


class OnJob(Kind[SentryCronMonitor]):
    """A cron monitor."""

    key = "sentry_cron"

    def watched(self, signal: SentryCronMonitor) -> str:
        """Return whose check-ins."""
        return f"check-ins of {signal.name}"

    def limits(self, signal: SentryCronMonitor) -> Iterator[Limit]:
        """Yield how often it has to fail."""
        yield Limit(_failures(signal.failure_threshold), cron_schedule(signal))

    def delay(self, signal: SentryCronMonitor) -> int:
        """Return the tolerance of a run that stays away.

        How long lies between two runs is a crontab's business.
        """
        return max(signal.checkin_margin, signal.max_runtime) * _MINUTE

    def delay_of(self, signal: SentryCronMonitor) -> str:
        """Return the tolerance."""
        late, runs = (
            write_duration(each * _MINUTE) for each in (signal.checkin_margin, signal.max_runtime)
        )
        return f"one run that is {late} late or takes {runs}"


def _failures(count: int) -> str:
    return f"{count} failure" if count == 1 else f"{count} failures"
