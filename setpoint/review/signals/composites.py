"""Composite alarms: what keeps them quiet, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.review.effect import Effect, Judgement, falling
from setpoint.review.signals.reading import Reading, plain, present, seconds

if TYPE_CHECKING:
    from setpoint.catalog.model import CompositeAlarm
    from setpoint.config.path import Path


def readings(alarm: CompositeAlarm) -> dict[Path, Reading]:
    """Return the values beside the alarms that take part."""
    values: dict[Path, Reading | None] = {
        ("suppressed_by",): plain(alarm.suppressed_by) if alarm.suppressor else None,
        ("wait",): _period(alarm.suppressor_wait_period),
        ("extension",): _period(alarm.suppressor_extension_period),
    }
    return present(values)


def judge(old: CompositeAlarm, new: CompositeAlarm, path: Path) -> Judgement:
    """Return the effect of a changed value of the composite itself."""
    match path[0]:
        case "suppressed_by":
            return _judge_suppressor(old, new)
        case "wait" | "extension" if old.suppressor and new.suppressor:
            key = f"suppressor_{path[0]}_period"
            before, after = getattr(old, key) or 0, getattr(new, key) or 0
            word = "longer" if after > before else "shorter"
            return Judgement(falling(before, after), f"waits {word} before it notifies")
        case "wait" | "extension":
            return Judgement(Effect.unchanged, "counts only with what keeps it quiet")
        case _:
            raise TypeError(path)


def _judge_suppressor(old: CompositeAlarm, new: CompositeAlarm) -> Judgement:
    if old.suppressor and new.suppressor:
        return Judgement(Effect.unknown, "another alert keeps it quiet")
    if new.suppressor:
        return Judgement(Effect.less, f"is quiet while {new.suppressed_by} is in alarm")
    return Judgement(Effect.more, "nothing keeps it quiet any more")


def _period(value: int | None) -> Reading | None:
    return None if value is None else seconds(value)
