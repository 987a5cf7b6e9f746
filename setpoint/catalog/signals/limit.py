"""A signal's threshold in its metric's unit, or a mistake noted at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from setpoint.catalog.thresholds import ThresholdError, convert

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.place import Place
    from setpoint.config.units import Quantity


class Scale(NamedTuple):
    """What the watched values are: their unit, their statistic, seconds of a period."""

    unit: str | None
    statistic: str | None
    period: int


class Limit(NamedTuple):
    """A threshold and the unit to show it with."""

    value: float
    unit: str | None


def read_limit(threshold: Quantity, scale: Scale, place: Place, context: Context) -> Limit:
    """Return the threshold; one that doesn't fit is noted and stands for itself meanwhile."""
    try:
        return Limit(convert(threshold, **scale._asdict()), scale.unit)
    except ThresholdError as error:
        context.refuse((*place.path, "threshold"), str(error))
        return Limit(threshold.value, None)
