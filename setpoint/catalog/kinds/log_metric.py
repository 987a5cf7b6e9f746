"""Lines of a log group, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.conditions import log_lines, window
from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.kinds.on_data import threshold
from setpoint.catalog.model import LogMetric

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnLogLines(Kind[LogMetric]):
    """A metric filter with its alarm."""

    def watched(self, signal: LogMetric) -> str:
        """Return which lines of which log group."""
        return log_lines(signal)

    def limits(self, signal: LogMetric) -> Iterator[Limit]:
        """Yield the alarm's threshold."""
        yield Limit(threshold(signal.alarm), window(signal.alarm))
