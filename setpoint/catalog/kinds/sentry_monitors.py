"""Sentry's monitors: of a number, of an address, of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import SentryCronMonitor, SentryMonitor, SentryUptimeMonitor
from setpoint.catalog.sentry_monitor_words import COMPARISONS, cron_schedule
from setpoint.catalog.sentry_units import limit
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnAggregate(Kind[SentryMonitor]):
    """A metric monitor."""

    def watched(self, signal: SentryMonitor) -> str:
        """Return the aggregate, and of what."""
        return f"{signal.aggregate} of {signal.query}" if signal.query else signal.aggregate

    def limits(self, signal: SentryMonitor) -> Iterator[Limit]:
        """Yield its threshold."""
        side = COMPARISONS[signal.comparison]
        threshold = signal.warning if signal.critical is None else signal.critical
        bound = f"{side} {limit(signal, threshold)}" if threshold is not None else None
        yield Limit(bound or f"{signal.detection_type} {side}", write_duration(signal.time_window))


class OnAddress(Kind[SentryUptimeMonitor]):
    """An uptime monitor."""

    def watched(self, signal: SentryUptimeMonitor) -> str:
        """Return the address."""
        return signal.url

    def limits(self, signal: SentryUptimeMonitor) -> Iterator[Limit]:
        """Yield how often it has to fail."""
        rhythm = f"{signal.downtime_threshold} x {write_duration(signal.interval)}"
        yield Limit(_failures(signal.downtime_threshold), rhythm)


class OnJob(Kind[SentryCronMonitor]):
    """A cron monitor."""

    def watched(self, signal: SentryCronMonitor) -> str:
        """Return whose check-ins."""
        return f"check-ins of {signal.name}"

    def limits(self, signal: SentryCronMonitor) -> Iterator[Limit]:
        """Yield how often it has to fail."""
        yield Limit(_failures(signal.failure_threshold), cron_schedule(signal))


def _failures(count: int) -> str:
    return f"{count} failure" if count == 1 else f"{count} failures"
