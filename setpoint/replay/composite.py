"""A composite alarm's states, out of those of the alarms that its rule names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from setpoint.expressions.alarm_rules import holds
from setpoint.replay.states import Change, State, Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.expressions.alarm_rules import Expression


def combine(expression: Expression, alarms: Mapping[str, Timeline], initial: State) -> Timeline:
    """Return the composite's states from those of `alarms`, by the name that the rule has.

    It is judged with every change of one of them; changes of one instant are one change.
    """
    events: dict[int, list[tuple[str, State]]] = defaultdict(list)
    for name, alarm in alarms.items():
        for at, state in alarm.changes:
            events[at].append((name, state))
    start = min(events, default=0)
    states: dict[str, str] = {name: alarm.changes[0].state for name, alarm in alarms.items()}
    changes = [Change(start, initial)]
    for at in sorted(events) or [start]:
        states.update(events[at])
        found = State.alarm if holds(expression, states.__getitem__) else State.ok
        if found is not changes[-1].state:
            changes.append(Change(at, found))
    return Timeline(tuple(changes), max((alarm.end for alarm in alarms.values()), default=start))
