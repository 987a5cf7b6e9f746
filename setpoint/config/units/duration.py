"""Durations: text to whole seconds and back."""

from __future__ import annotations

from setpoint.config.units.quantity import UnitError, parse_quantity, shown

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
    """The shortest text of a duration: 300 is `5m`, 5400 is `90m`, 0.25 is `250ms`."""
    for unit, length in _STEPS:
        if seconds >= length and seconds % length == 0:
            return f"{int(seconds // length)}{unit}"
    if seconds == 0:
        return "0s"
    milliseconds = round(seconds * 1000, 3)
    return f"{milliseconds:g}ms" if seconds < 1 else f"{seconds:.15g}s"
