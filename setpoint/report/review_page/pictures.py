"""A threshold's picture: a scale, where the line was and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from setpoint.catalog.quantity import quantity

if TYPE_CHECKING:
    from setpoint.review import FieldChange

_WIDTH: Final = 220.0
_HUNDRED: Final = 100.0
_DRAWN: Final = ("threshold", "warning", "resolve", "band")


class Picture(NamedTuple):
    """Places on a scale of `width` pixels, and what stands there."""

    width: float
    old: float
    new: float
    old_text: str
    new_text: str
    low_text: str
    high_text: str
    title: str


def picture(field: FieldChange) -> Picture | None:
    """Return where the old and the new line stand on a scale, None for what is no threshold."""
    old, new = field.old_number, field.new_number
    if old is None or new is None or field.path.rpartition(".")[2] not in _DRAWN:
        return None
    low = min(0.0, old, new)
    percent = field.unit == "Percent" and max(old, new) <= _HUNDRED
    high = _HUNDRED if percent else max(old, new, low) * 1.25 or 1.0
    scale = _WIDTH / ((high - low) or 1.0)
    return Picture(
        width=_WIDTH,
        old=round((old - low) * scale, 1),
        new=round((new - low) * scale, 1),
        old_text=field.old or "",
        new_text=field.new or "",
        low_text=quantity(low, field.unit),
        high_text=quantity(high, field.unit),
        title=f"{field.path} from {field.old} to {field.new}",
    )
