"""Sentry's alerts on issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import SentryAlert
from setpoint.catalog.sentry_brief import brief
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnIssues(Kind[SentryAlert]):
    """An alert on issues."""

    def watched(self, signal: SentryAlert) -> str:
        """Return whose issues."""
        return f"issues of {signal.project}" if signal.project else "issues of its monitor"

    def limits(self, signal: SentryAlert) -> Iterator[Limit]:
        """Yield its triggers and filters in short, and how often it tells of one issue."""
        every = write_duration(signal.frequency * 60)
        yield Limit(brief(signal), f"<= 1 in {every}")
