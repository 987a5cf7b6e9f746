"""Datapoints at even distances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Series:
    """One value a period, None where there is none.

    Attributes:
        values: The oldest first; the first one is of the period that begins at `start`.
        period: Seconds.
        start: Seconds since the epoch.
    """

    values: Sequence[float | None]
    period: int = 60
    start: int = 0

    @property
    def times(self) -> tuple[int, int, int]:
        """Start, period and number: equal for series with the same instants."""
        return self.start, self.period, len(self.values)
