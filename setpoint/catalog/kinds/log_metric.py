"""Lines of a log group, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.conditions import log_lines, window
from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.kinds.on_data import OnMetric, impossible_window, out_of_range, threshold
from setpoint.catalog.model import LogMetric

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnLogLines(Kind[LogMetric]):
    """A metric filter with its alarm."""

    key = "cloudwatch_logs"

    def watched(self, signal: LogMetric) -> str:
        """Return which lines of which log group."""
        return log_lines(signal)

    def limits(self, signal: LogMetric) -> Iterator[Limit]:
        """Yield the alarm's threshold."""
        yield Limit(threshold(signal.alarm), window(signal.alarm))

    def delay(self, signal: LogMetric) -> int:
        """Return the alarm's."""
        return OnMetric().delay(signal.alarm)

    def delay_of(self, signal: LogMetric) -> str:
        """Return the alarm's."""
        return OnMetric().delay_of(signal.alarm)

    def obstacle(self, signal: LogMetric) -> str | None:
        """Return the alarm's, or what a count of lines can't be."""
        return impossible_window(signal.alarm) or out_of_range(signal, signal.alarm)
