"""Whom an escalation's levels tell, first and again, and what differs in it between two sides.

Whom no level names any more may still be on call in a schedule that one names.
"""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from setpoint.catalog.escalations import after_text, instead_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from setpoint.catalog.model import EscalationRule, Target

# A person's schedules by the minutes after an incident's start at which these are told.
_Shifts: TypeAlias = dict[int, list[str]]
# Minutes after an incident's start at which somebody is told, with the level's number.
_Times: TypeAlias = dict[int, int]


class _Order(IntEnum):
    """What is said first."""

    left = 0
    on_call = 1
    first = 2
    again = 3
    joined = 4
    again_now = 5


class Telling(NamedTuple):
    """What is another for some targets.

    Attributes:
        text: Without the verb: `told after 1h instead of at once`.
        levels: Numbers of the levels that make it so, the one where it is best said first; none
            where all levels together do.
    """

    order: _Order
    text: str
    levels: tuple[int, ...]


def tellings(
    was: Sequence[EscalationRule],
    now: Sequence[EscalationRule],
    on_call: Mapping[str, Collection[str]],
) -> Iterator[tuple[Telling, list[Target]]]:
    """Yield who is no longer told, or otherwise, then who is newly; those alike together.

    Args:
        was: The old levels.
        now: The new levels.
        on_call: Ids of the people who are on call in turns or once, as it is now, by the
            schedule's id.
    """
    before, after = _times(was), _times(now)
    found: dict[Telling, list[Target]] = defaultdict(list)
    for target in {**before, **after}:
        shifts = _shifts(target, now, on_call)
        for telling in _of_one(before.get(target, {}), after.get(target, {}), shifts):
            found[telling].append(target)
    yield from sorted(found.items(), key=lambda each: each[0].order)


def _times(rules: Sequence[EscalationRule]) -> dict[Target, _Times]:
    found: dict[Target, _Times] = defaultdict(dict)
    for number, rule in enumerate(rules):
        for target in rule.targets:
            found[target][rule.after_minutes] = number
    return found


def _shifts(
    target: Target, rules: Sequence[EscalationRule], on_call: Mapping[str, Collection[str]]
) -> _Shifts:
    found: _Shifts = defaultdict(list)
    for rule in rules if target.kind == "person" else ():
        for other in rule.targets:
            if other.kind == "schedule" and target.id in on_call.get(other.id, ()):
                found[rule.after_minutes].append(other.id)
    return dict(found)


def _of_one(was: _Times, now: _Times, shifts: _Shifts) -> Iterator[Telling]:
    if not now:
        order = _Order.on_call if shifts else _Order.left
        text = f"told only when on call {_turns(shifts)}" if shifts else "no longer told"
        yield Telling(order, text, tuple(was.values()))
        return
    first = min(now)
    if not was:
        yield Telling(_Order.joined, f"told {after_text(first)} now", (now[first],))
    elif first != min(was):
        text = _first(was, now, shifts)
        yield Telling(_Order.first, text, _levels(was, now, min(was), first))
    yield from _again(was, now, shifts)


def _turns(shifts: _Shifts) -> str:
    """Return `in primary (at once, after 1h)`."""
    moments: dict[str, list[int]] = defaultdict(list)
    for minutes, schedules in shifts.items():
        for schedule in schedules:
            moments[schedule].append(minutes)
    return " or ".join(
        f"in {schedule} ({', '.join(map(after_text, each))})" for schedule, each in moments.items()
    )


def _only(minutes: int, shifts: _Shifts) -> str:
    return f"{after_text(minutes)} only when on call in {' or '.join(shifts[minutes])}"


def _first(was: _Times, now: _Times, shifts: _Shifts) -> str:
    """Return when somebody is told now, and whether that is instead of when they were."""
    before, after = after_text(min(was)), after_text(min(now))
    if min(was) in now:
        return f"told {after}, and {before} as before"
    if min(was) in shifts:
        return f"told {after}, and {_only(min(was), shifts)}"
    return f"told {instead_text(min(now), min(was))}"


def _again(was: _Times, now: _Times, shifts: _Shifts) -> Iterator[Telling]:
    """Yield what differs in later levels that tell somebody again."""
    gone = [each for each in was if each not in now and each != min(was)]
    come = [each for each in now if each not in was and each != min(now)]
    if len(gone) == len(come):
        for before, after in zip(gone, come, strict=True):
            text = f"told again {instead_text(after, before)}"
            if before in shifts:
                text = f"told again {after_text(after)}, and {_only(before, shifts)}"
            yield Telling(_Order.again, text, _levels(was, now, before, after))
        return
    for each in gone:
        told = f"told again {_only(each, shifts)}" if each in shifts else ""
        yield Telling(_Order.again, told or f"not told again {after_text(each)}", (was[each],))
    for each in come:
        yield Telling(_Order.again_now, f"told again {after_text(each)} now", (now[each],))


def _levels(was: _Times, now: _Times, before: int, after: int) -> tuple[int, ...]:
    """Return the levels of two moments that tell somebody on one side only."""
    found = {after: now[after]}.items() - was.items(), {before: was[before]}.items() - now.items()
    return tuple(dict.fromkeys(number for each in found for _, number in each))
