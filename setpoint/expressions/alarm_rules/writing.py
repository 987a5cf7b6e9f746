"""Other names in a rule, and which way it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.expressions.alarm_rules.nodes import AtLeast, InState, Not, walk
from setpoint.expressions.alarm_rules.parsing import read_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from setpoint.expressions.alarm_rules.nodes import Expression

_ALARM = "ALARM"


def named(expression: Expression) -> Iterator[tuple[int, str]]:
    """Yield place and text of each name, in the order of the text."""
    for each in walk(expression):
        if isinstance(each, InState):
            yield each.at, each.name
        elif isinstance(each, AtLeast):
            yield from zip(each.at, each.names, strict=True)


def rename(text: str, name_of: Callable[[str], str]) -> str:
    """Return a valid rule with other names, all else as it was written."""
    for at, name in sorted(named(read_rule(text).expression), reverse=True):
        text = text[:at] + name_of(name) + text[at + len(name) :]
    return text


def reverses(expression: Expression) -> bool:
    """Return whether an alarm that goes off may be what lets the rule rest."""
    for each in walk(expression):
        if isinstance(each, Not) or (isinstance(each, AtLeast) and each.negated):
            return True
        if isinstance(each, InState | AtLeast) and each.state != _ALARM:
            return True
    return False
