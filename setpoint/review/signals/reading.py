"""A signal's values one by one, under the keys that the config has for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from setpoint.config.path import Path
    from setpoint.review.effect import Judgement


class Reading(NamedTuple):
    """A value: to compare, as a person writes it, and the unit of its number.

    Attributes:
        whole: All of it, told where the text is the same on both sides; None for the text.
        items: Of a list, each as it is told.
    """

    value: Any
    text: str
    unit: str | None = None
    whole: str | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that changed; None where there is none on a side.

    Attributes:
        path: Below the alert.
    """

    path: Path
    old: Reading | None
    new: Reading | None
    judgement: Judgement


def plain(value: Any) -> Reading:
    """Return a text, a truth value or a count; a list is told with its items in it."""
    if isinstance(value, bool):
        return Reading(value, "true" if value else "false")
    if isinstance(value, tuple | frozenset):
        items = tuple(map(str, value if isinstance(value, tuple) else sorted(value)))
        return Reading(value, f"[{', '.join(items)}]", items=items)
    return Reading(value, f"{value:.12g}" if isinstance(value, float) else str(value))


def seconds(value: float) -> Reading:
    """Return a duration."""
    return Reading(value, write_duration(value), "Seconds")


def present(readings: dict[Path, Reading | None]) -> dict[Path, Reading]:
    """Return those that there are."""
    return {path: reading for path, reading in readings.items() if reading is not None}
