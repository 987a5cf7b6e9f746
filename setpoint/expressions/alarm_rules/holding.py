"""Whether a rule holds, and whether another holds whenever it does."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from setpoint.expressions.alarm_rules.nodes import AtLeast, Constant, Every, InState, Not, Some
from setpoint.expressions.alarm_rules.writing import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.expressions.alarm_rules.nodes import Expression

_STATES: Final = ("OK", "ALARM", "INSUFFICIENT_DATA")
_MOST: Final = 8  # names of which all states are tried: 6,561 ways


def holds(expression: Expression, state_of: Callable[[str], str]) -> bool:
    """Return whether a rule holds; `state_of` gives the state of an alarm it names."""
    match expression:
        case Constant(value=value):
            return value
        case InState(state=state, name=name):
            return state_of(name) == state
        case AtLeast():
            there = (state_of(name) == expression.state for name in expression.names)
            return sum(each is not expression.negated for each in there) >= expression.needed
        case Not(term=term):
            return not holds(term, state_of)
        case Every(terms=terms):
            return all(holds(term, state_of) for term in terms)
        case Some(terms=terms):
            return any(holds(term, state_of) for term in terms)


def compared(one: Expression, other: Expression) -> tuple[bool, bool] | None:
    """Return whether the other holds whenever one does, and the reverse, over all states.

    None where they name too many alarms. An alarm is known by its name, quoted or not.
    """
    written = [name for each in (one, other) for _, name in named(each)]
    names = sorted({name.strip('"') for name in written})
    if len(names) > _MOST:
        return None
    forth = back = True
    for states in product(_STATES, repeat=len(names)):
        by_name = dict(zip(names, states, strict=True))
        state_of = {name: by_name[name.strip('"')] for name in written}.__getitem__
        first, second = holds(one, state_of), holds(other, state_of)
        forth, back = forth and (second or not first), back and (first or not second)
    return forth, back
