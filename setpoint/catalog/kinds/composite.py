"""The states of several alarms combined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeGuard

from setpoint.catalog.kinds.kind import Kind, Limit
from setpoint.catalog.model import CompositeAlarm
from setpoint.expressions.alarm_rules import Every, InState, Some, read_rule, rename

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.expressions.alarm_rules import Expression


class OnStates(Kind[CompositeAlarm]):
    """A composite alarm; what its children watch, they say."""

    key = "composite"

    def watched(self, signal: CompositeAlarm) -> str:
        """Return the alerts that it names."""
        return ", ".join(signal.depends_on)

    def limits(self, signal: CompositeAlarm) -> Iterator[Limit]:
        """Yield the alerts that it names."""
        if signal.depends_on:
            yield Limit(", ".join(signal.depends_on), "")

    def delay(self, signal: CompositeAlarm) -> int:
        """Return how long its suppressor is waited for."""
        return signal.suppressor_wait_period or 0

    def delay_of(self, signal: CompositeAlarm) -> str:
        """Return that its slowest alarm counts."""
        del signal
        return "the slowest of its alarms"

    def obstacle(self, signal: CompositeAlarm) -> str | None:
        """Return that its rule is never so."""
        return "its rule is FALSE" if signal.alarm_rule.strip() == "FALSE" else None


class Combination(NamedTuple):
    """How alarms are combined.

    Attributes:
        group: `any` or `all` of some alarms, one alarm alone being any of it; else `children`.
        text: The rule over the names that the config uses.
        names: These alarms in the rule's order, each once; none where the rule is neither.
    """

    group: Literal["any", "all", "children"]
    text: str
    names: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether it is any or all of some alarms."""
        return self.group != "children"


def combination(alarm: CompositeAlarm) -> Combination:
    """Return the rule with the names that the config uses, as far as they can be told."""
    text = rename(alarm.alarm_rule, lambda name: _known(name, alarm))
    expression = read_rule(text).expression
    terms = expression.terms if isinstance(expression, Some | Every) else (expression,)
    names = tuple(dict.fromkeys(each.name for each in terms if _is_alarm(each)))
    if not all(map(_is_alarm, terms)):
        return Combination("children", text, ())
    return Combination("all" if isinstance(expression, Every) else "any", text, names)


def _known(name: str, alarm: CompositeAlarm) -> str:
    """Return the child or alert with an alarm's name, or the name where it is none of these."""
    bare = name.strip('"')
    children = {f"{alarm.alarm_name}-{child}": child for child in alarm.children}
    if bare in children:
        return children[bare]
    found = (each for each in alarm.depends_on if bare.endswith(f"-{each.replace('/', '-')}"))
    return max(found, key=len, default=name)  # of a/b and x-a/b the longer


def _is_alarm(term: Expression) -> TypeGuard[InState]:
    return isinstance(term, InState) and term.state == "ALARM"
