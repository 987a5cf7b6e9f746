"""Which datapoints breach: against a threshold, or outside a band."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from setpoint.catalog.model.alarm import ComparisonOperator

Values: TypeAlias = "Sequence[float | None]"
Breaches: TypeAlias = "Sequence[bool | None]"

_COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}
_BELOW: Final = ("LessThanLowerThreshold", "LessThanLowerOrGreaterThanUpperThreshold")
_ABOVE: Final = ("GreaterThanUpperThreshold", "LessThanLowerOrGreaterThanUpperThreshold")


def of_threshold(values: Values, comparison: ComparisonOperator, threshold: float) -> Breaches:
    """Return which values breach a threshold; a missing one neither does nor doesn't."""
    compare = _COMPARE[comparison]
    return [None if value is None else compare(value, threshold) for value in values]


def of_band(
    values: Values, comparison: ComparisonOperator, lower: Values, upper: Values
) -> Breaches:
    """Return which values are outside a band; where it has no edge yet, a value is missing."""
    below, above = comparison in _BELOW, comparison in _ABOVE
    return [
        None
        if value is None or low is None or high is None
        else (below and value < low) or (above and value > high)
        for value, low, high in zip(values, lower, upper, strict=True)
    ]
