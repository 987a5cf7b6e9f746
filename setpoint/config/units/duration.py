"""Durations: text to whole seconds and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units.quantity import UnitError, parse_quantity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEPS = (("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1))


def parse_duration(text: str) -> float:
    """Seconds of `90s`, `5m`, `1h30m`, `2d`, `1w`.

    Raises:
        UnitError: The text is no duration.
    """
    try:
        quantity = parse_quantity(text)
    except UnitError:
        raise UnitError(
            f"{shown(text)} is not a duration; write one such as 30s, 5m or 2h"
        ) from None
    if quantity.dimension == "number":
        raise UnitError(f"{text} has no unit; write a duration such as {text}s, 5m or 2h")
    if quantity.dimension != "duration":
        raise UnitError(f"{shown(text)} is not a duration; write one such as 30s, 5m or 2h")
    if quantity.value < 0:
        raise UnitError(f"{shown(text)} is negative; write a duration such as 30s, 5m or 2h")
    return quantity.value


def write_duration(seconds: float) -> str:
    """The text of a duration as people say it: `5m`, `90s`, `2m30s`, `1d`, `250ms`.

    Whole units where there are any; below two of a unit the smaller one, so that an hour and a
    half is `90m` and a day and a half `36h`.
    """
    if seconds != int(seconds):
        milliseconds = round(seconds * 1000, 3)
        return f"{milliseconds:g}ms" if seconds < 1 else f"{seconds:.15g}s"
    return "".join(_parts(int(seconds))) or "0s"


def _parts(seconds: int) -> Iterator[str]:
    """Yield a text for each unit, from the largest that stands for itself on."""
    week = _STEPS[0][1]
    units = _STEPS if seconds % week == 0 else _STEPS[1:]  # nobody says a week and a day
    enough = (at for at, (_, length) in enumerate(units) if _stands(seconds, length))
    for unit, length in units[next(enough, len(units)) :]:
        if seconds >= length:
            yield f"{seconds // length}{unit}"
            seconds %= length


def _stands(seconds: int, length: int) -> bool:
    return seconds == length or seconds >= 2 * length
