"""The datapoints that an evaluation looks at, and the state that they amount to.

AWS's guide ("Configuring how CloudWatch alarms treat missing data") has tables instead of a
rule; this one gives every cell of them. With at least N real datapoints in the evaluation
range the newest N of them decide. With fewer, `breaching` and `notBreaching` fill up to N.
`missing` and `ignore` fill nothing: enough breaching ones are an alarm; if all that there are
breach and the oldest is M periods old, the missing ones are given up waiting for.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from setpoint.replay.states import State

if TYPE_CHECKING:
    from setpoint.catalog.model.alarm import TreatMissingData


class Window:
    """A range that moves on by one datapoint at a time, in constant time.

    Args:
        datapoints_to_alarm: M.
        evaluation_periods: N.
        evaluation_range: How many of the newest datapoints are looked at, N at least.
        treat_missing_data: As of the alarm.
    """

    __slots__ = ("_breaching", "_needed", "_next", "_periods", "_range", "_real", "_treat")

    def __init__(
        self,
        datapoints_to_alarm: int,
        evaluation_periods: int,
        evaluation_range: int,
        treat_missing_data: TreatMissingData,
    ) -> None:
        self._needed = datapoints_to_alarm
        self._periods = evaluation_periods
        self._range = evaluation_range
        self._treat = treat_missing_data
        # The newest N real datapoints of the range: when each was pushed, whether it breaches.
        self._real: deque[tuple[int, bool]] = deque()
        self._breaching = 0
        self._next = 0

    def push(self, breach: bool | None) -> None:
        """Move on by a datapoint: whether it breaches, None where it is missing."""
        real = self._real
        if breach is not None:
            real.append((self._next, breach))
            self._breaching += breach
        self._next += 1
        oldest = self._next - self._range
        while real and (len(real) > self._periods or real[0][0] < oldest):
            self._breaching -= real.popleft()[1]

    def state(self) -> State | None:
        """Return the state, None to keep the one before."""
        if self._breaching >= self._needed:
            return State.alarm
        missing = self._periods - len(self._real)
        if missing == 0 or self._treat == "notBreaching":
            return State.ok
        if self._treat == "breaching":
            return State.alarm if self._breaching + missing >= self._needed else State.ok
        if not self._real:
            return None if self._treat == "ignore" else State.insufficient_data
        age = self._next - self._real[0][0]
        if self._breaching == len(self._real) and age >= self._needed:
            return None if self._treat == "ignore" else State.alarm
        return State.ok
