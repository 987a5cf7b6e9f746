"""How a composite alarm combines the states of alarms: any or all of them, or a rule of its own.

What the rule says is compared, whichever keys of the config say it. Its own alarms that came or
went are told by those who compare these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.kinds.composite import combination
from setpoint.expressions.alarm_rules import compared, read_rule, reverses
from setpoint.review.effect import PAGING_STAYS, Effect, Judgement, of_sets
from setpoint.review.names import listed
from setpoint.review.signals.reading import Difference, Reading, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.catalog.kinds.composite import Combination
    from setpoint.catalog.model import CompositeAlarm

_SAME = Judgement(
    Effect.unchanged, f"the rule holds for the same states of its alarms; {PAGING_STAYS}"
)


def differences(old: CompositeAlarm, new: CompositeAlarm) -> Iterator[Difference]:
    """Yield what differs in how alarms are combined, and which other alerts take part.

    A rule that is more than any or all of some alarms is one value.
    """
    before, after = combination(old), combination(new)
    if not (before.plain and after.plain):
        if before.text != after.text:
            yield _of_rule(before, after)
        return
    effect = of_combinations(before, after)
    if len({each.group for each in (before, after) if len(each.names) > 1}) > 1:
        told = Judgement(effect, f"goes off for {after.group} of them")
        yield Difference((after.group,), plain(before.group), plain(after.group), told)
    was, now = _others(old, before), _others(new, after)
    if was != now:
        one, other = (plain(names) if names else None for names in (was, now))
        yield Difference(("alarms",), one, other, Judgement(effect, _joined(was, now)))


def of_combinations(old: Combination, new: Combination) -> Effect:
    """Return the effect of another rule: on which states of the alarms it holds."""
    joined = of_sets(frozenset(old.names), frozenset(new.names))
    groups = {each.group for each in (old, new) if len(each.names) > 1}
    if old.plain and new.plain:
        if groups <= {"any"}:
            return joined
        if groups == {"all"}:
            return joined.reversed
    found = _over_all_states(old, new)
    if found is Effect.unknown and joined is Effect.unchanged and groups == {"any", "all"}:
        return Effect.more if new.group == "any" else Effect.less
    return found


def keeps_direction(old: CompositeAlarm, new: CompositeAlarm) -> bool:
    """Return whether a child that goes off sooner makes the composite go off sooner."""
    return not any(reverses(read_rule(each.alarm_rule).expression) for each in (old, new))


def _over_all_states(old: Combination, new: Combination) -> Effect:
    before, after = (read_rule(each.text).expression for each in (old, new))
    match compared(before, after):
        case True, True:
            return Effect.unchanged
        case True, False:
            return Effect.more
        case False, True:
            return Effect.less
        case _:
            return Effect.unknown


def _of_rule(old: Combination, new: Combination) -> Difference:
    effect = of_combinations(old, new)
    told = _SAME if effect is Effect.unchanged else Judgement(effect, "the rule is another")
    one, other = (Reading(each.text, each.text) for each in (old, new))
    return Difference(("rule",), one, other, told)


def _others(alarm: CompositeAlarm, found: Combination) -> tuple[str, ...]:
    """Return the alerts that take part beside the composite's own alarms."""
    return tuple(name for name in found.names if name not in alarm.children)


def _joined(was: Sequence[str], now: Sequence[str]) -> str:
    came = [name for name in now if name not in was]
    gone = [name for name in was if name not in now]
    told = [f"{listed(came)} {_takes(came)} part now"] if came else []
    told += [f"{listed(gone)} {_takes(gone)} part no more"] if gone else []
    return "; ".join(told) or f"the same take part in another order; {PAGING_STAYS}"


def _takes(names: Sequence[str]) -> str:
    return "takes" if len(names) == 1 else "take"
