"""A schedule's final word: who is on call when, the highest layer winning."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from setpoint.oncall.turns import Interval, Turn, layer_turns, override_turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from setpoint.catalog.model import Schedule


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """One person on call without a break on one schedule; times are UTC, end not included."""

    start: datetime
    end: datetime
    person: str
    schedule: str


def shifts(schedule: Schedule, start: datetime, end: datetime) -> tuple[Shift, ...]:
    """Return the shifts of a schedule from start to end (both with time zone), in order.

    Shifts are cut at the window's edges. Hours that nobody covers are left out.
    """
    window = Interval(start, end)
    layers = [tuple(layer_turns(layer, schedule.time_zone, window)) for layer in schedule.layers]
    layers += [tuple(override_turn(override, window)) for override in schedule.overrides]
    return tuple(_merged(_final(layers), schedule.id))


def _final(layers: Sequence[Sequence[Turn]]) -> Iterator[Turn]:
    """Cut time at every boundary of any layer and let the last layer with a turn win."""
    edges = sorted(
        {edge for turns in layers for t in turns for edge in (t.interval.start, t.interval.end)}
    )
    positions = [0] * len(layers)
    for start, end in itertools.pairwise(edges):
        piece = Interval(start, end)
        winner: Turn | None = None
        for number, turns in enumerate(layers):
            while positions[number] < len(turns) and turns[positions[number]].interval.end <= start:
                positions[number] += 1
            if positions[number] < len(turns):
                turn = turns[positions[number]]
                winner = turn if turn.interval.start <= start else winner
        if winner:
            yield Turn(piece, winner.person)


def _merged(turns: Iterator[Turn], schedule: str) -> Iterator[Shift]:
    current: Shift | None = None
    for turn in turns:
        start, end = turn.interval.start, turn.interval.end
        if current and current.person == turn.person and current.end == start:
            current = replace(current, end=end)
            continue
        if current:
            yield current
        current = Shift(start, end, turn.person, schedule)
    if current:
        yield current
