"""Whom an escalation's levels tell, first and again, and what differs in it between two sides."""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from setpoint.catalog.escalations import after_text, instead_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.catalog.model import EscalationRule, Target

# Minutes after an incident's start at which somebody is told, with the level's number.
_Times: TypeAlias = dict[int, int]


class _Order(IntEnum):
    """What is said first."""

    left = 0
    first = 1
    again = 2
    joined = 3
    again_now = 4


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
    was: Sequence[EscalationRule], now: Sequence[EscalationRule]
) -> Iterator[tuple[Telling, list[Target]]]:
    """Yield who is no longer told, or otherwise, then who is newly; those alike together."""
    before, after = _times(was), _times(now)
    found: dict[Telling, list[Target]] = defaultdict(list)
    for target in {**before, **after}:
        for telling in _of_one(before.get(target, {}), after.get(target, {})):
            found[telling].append(target)
    yield from sorted(found.items(), key=lambda each: each[0].order)


def _times(rules: Sequence[EscalationRule]) -> dict[Target, _Times]:
    found: dict[Target, _Times] = defaultdict(dict)
    for number, rule in enumerate(rules):
        for target in rule.targets:
            found[target][rule.after_minutes] = number
    return found


def _of_one(was: _Times, now: _Times) -> Iterator[Telling]:
    if not now:
        yield Telling(_Order.left, "no longer told", tuple(was.values()))
        return
    first = min(now)
    if not was:
        yield Telling(_Order.joined, f"told {after_text(first)} now", (now[first],))
    elif first != min(was):
        yield Telling(_Order.first, _first(was, now), _levels(was, now, min(was), first))
    yield from _again(was, now)


def _first(was: _Times, now: _Times) -> str:
    """Return when somebody is told now, and whether that is instead of when they were."""
    before, after = after_text(min(was)), after_text(min(now))
    if min(was) in now:
        return f"told {after}, and {before} as before"
    return f"told {instead_text(min(now), min(was))}"


def _again(was: _Times, now: _Times) -> Iterator[Telling]:
    """Yield what differs in later levels that tell somebody again."""
    gone = [each for each in was if each not in now and each != min(was)]
    come = [each for each in now if each not in was and each != min(now)]
    if len(gone) == len(come):
        for before, after in zip(gone, come, strict=True):
            text = f"told again {instead_text(after, before)}"
            yield Telling(_Order.again, text, _levels(was, now, before, after))
        return
    for each in gone:
        yield Telling(_Order.again, f"not told again {after_text(each)}", (was[each],))
    for each in come:
        yield Telling(_Order.again_now, f"told again {after_text(each)} now", (now[each],))


def _levels(was: _Times, now: _Times, before: int, after: int) -> tuple[int, ...]:
    """Return the levels of two moments that tell somebody on one side only."""
    found = {after: now[after]}.items() - was.items(), {before: was[before]}.items() - now.items()
    return tuple(dict.fromkeys(number for each in found for _, number in each))
