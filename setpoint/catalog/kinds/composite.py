"""The states of several alarms combined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import CompositeAlarm

if TYPE_CHECKING:
    from collections.abc import Iterator


class OnStates(Kind[CompositeAlarm]):
    """A composite alarm; what its children watch, they say."""

    def watched(self, signal: CompositeAlarm) -> str:
        """Return the alerts that it names."""
        return ", ".join(signal.depends_on)

    def limits(self, signal: CompositeAlarm) -> Iterator[Limit]:
        """Yield the alerts that it names."""
        if signal.depends_on:
            yield Limit(", ".join(signal.depends_on), "")
