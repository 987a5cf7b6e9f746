"""The states of an alarm, and how they followed one another."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """CloudWatch's own names."""

    ok = "OK"
    alarm = "ALARM"
    insufficient_data = "INSUFFICIENT_DATA"


class Change(NamedTuple):
    """A state from an instant on, in seconds since the epoch."""

    at: int
    state: State


@dataclass(frozen=True, slots=True)
class Timeline:
    """The states of one alarm.

    Attributes:
        changes: The state at the beginning, and each change after it, in order.
        end: The last instant that was looked at.
    """

    changes: tuple[Change, ...]
    end: int

    @property
    def transitions(self) -> tuple[Change, ...]:
        """The changes without the state at the beginning."""
        return self.changes[1:]

    @property
    def alarms(self) -> tuple[int, ...]:
        """The instants at which the alarm went off."""
        return tuple(change.at for change in self.transitions if change.state is State.alarm)

    def at(self, instant: int) -> State:
        """Return the state at an instant; before the beginning, the state there."""
        place = bisect_right(self.changes, instant, key=lambda change: change.at)
        return self.changes[max(place - 1, 0)].state
