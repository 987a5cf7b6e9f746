"""A threshold together with the direction of its comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from setpoint.review.effect import Effect, Judgement, falling, rising

if TYPE_CHECKING:
    from collections.abc import Callable


class Limit(NamedTuple):
    """What is breached and how: `above` a threshold or below it, at it too or not."""

    value: float
    above: bool
    inclusive: bool

    @property
    def reach(self) -> tuple[float, bool]:
        """Grows as fewer values above it (more below it) breach."""
        return self.value, self.inclusive is not self.above


def compare(old: Limit, new: Limit) -> Effect:
    """Return the effect: which values breach now that didn't, and the reverse."""
    if old.above is not new.above:
        return Effect.mixed
    if old.reach == new.reach:
        return Effect.unchanged
    rose = new.reach > old.reach
    return Effect.more if rose is not new.above else Effect.less


def judge(old: Limit, new: Limit, write: Callable[[float], str]) -> Judgement:
    """Return the effect as a sentence too."""
    effect = compare(old, new)
    side = "above" if new.above else "below"
    place = f"at {write(new.value)} or {side}" if new.inclusive else f"{side} {write(new.value)}"
    if effect is Effect.mixed:
        return Judgement(effect, f"goes off on the other side, {place}")
    word = {Effect.more: "already ", Effect.less: "only "}.get(effect, "")
    return Judgement(effect, f"goes off {word}{place}")


def optional(old: float | None, new: float | None, *, above: bool) -> Effect:
    """Return the effect of a second threshold that may be absent."""
    if old is None or new is None:
        return Effect.unchanged if old is new else _added(new)
    return falling(old, new) if above else rising(old, new)


def _added(new: float | None) -> Effect:
    return Effect.less if new is None else Effect.more
