"""When a composite alarm acts that another alarm may keep quiet.

Source: AWS's guide, "Composite alarm action suppression", and its six examples. A change of
the composite waits for the suppressor to go off; once that is over, an extension follows, at
whose end the change that was kept quiet is acted upon. A further change begins a new wait.
What the guide leaves open: a wait or extension that ends at the instant of a change is over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.replay.states import Change, State

if TYPE_CHECKING:
    from setpoint.replay.states import Timeline


def actions(
    composite: Timeline, suppressor: Timeline, *, wait: int, extension: int
) -> tuple[Change, ...]:
    """Return when the composite acts, and upon which state; periods are in seconds."""
    acting = _Acting(wait, extension, suppressed=suppressor.changes[0].state is State.alarm)
    events = [(change.at, 0, change.state) for change in suppressor.transitions]
    events += [(change.at, 1, change.state) for change in composite.transitions]
    for at, of_composite, state in sorted(events):
        acting.until(at)
        if of_composite:
            acting.changed(at, state)
        else:
            acting.suppressor_changed(at, on=state is State.alarm)
    acting.until(max(composite.end, suppressor.end))
    return tuple(acting.taken)


class _Acting:
    """Where a composite stands: a change not acted upon yet, and when that is due."""

    def __init__(self, wait: int, extension: int, *, suppressed: bool) -> None:
        self.taken: list[Change] = []
        self._wait = wait
        self._extension = extension
        self._suppressed = suppressed
        self._pending: State | None = None
        self._due: int | None = None

    def until(self, instant: int) -> None:
        """Let time pass."""
        if self._due is None or self._due > instant:
            return
        if self._pending is not None:
            self.taken.append(Change(self._due, self._pending))
        self._pending, self._due = None, None

    def changed(self, at: int, state: State) -> None:
        """The composite changed: whatever ran is discarded."""
        self._pending = state
        self._due = None if self._suppressed else at + self._wait
        self.until(at)

    def suppressor_changed(self, at: int, *, on: bool) -> None:
        """The suppressor went off, or it is over."""
        if on is self._suppressed:
            return
        self._suppressed = on
        self._due = None if on else at + self._extension
