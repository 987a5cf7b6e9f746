"""Thresholds: from what people write to a number in the metric's own unit.

The unit is the one the config names (`unit`, `measured_in`), else the one of
`setpoint.metrics` for a metric of AWS's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.metrics import MEASURES, adds_up, counts_samples

if TYPE_CHECKING:
    from setpoint.config.units import Quantity


class ThresholdError(ValueError):
    """A threshold that doesn't fit its metric; the message is a sentence for the user."""


def convert(
    threshold: Quantity, *, unit: str | None, statistic: str | None, period: float
) -> float:
    """Return the threshold in the metric's unit.

    Args:
        threshold: As the config has it; a plain number is taken as it is.
        unit: The unit of the values, CloudWatch's or a fraction; None where nobody knows it.
        statistic: A rate (`5/min`) is turned into a count a period for sums and
            numbers of samples.
        period: Seconds.

    Raises:
        ThresholdError: It measures something else than the metric, or the unit is needed and
            not known.
    """
    if threshold.dimension == "number":
        return threshold.value
    measured, scale = MEASURES.get(unit or "", (None, 1.0))
    if threshold.dimension == measured:
        return tidy(threshold.per_second * scale)
    if threshold.dimension in {"rate", "data rate"} and _counts(threshold, measured, statistic):
        return tidy(threshold.over(period) * scale)
    raise ThresholdError(_mismatch(threshold, unit))


def tidy(value: float) -> float:
    """Return the value without what binary fractions added after the twelfth digit."""
    return float(f"{value:.12g}")


def _counts(threshold: Quantity, measured: str | None, statistic: str | None) -> bool:
    if statistic is None or not (adds_up(statistic) or counts_samples(statistic)):
        return False
    counted = {"number", None} if threshold.dimension == "rate" else {"bytes"}
    return measured in counted


def _mismatch(threshold: Quantity, unit: str | None) -> str:
    what = "a number a time" if threshold.dimension == "rate" else f"a {threshold.dimension}"
    if threshold.dimension == "bytes":
        what = "bytes"
    if threshold.dimension == "percent" and unit in {None, "None"}:
        return (
            f"{threshold} of values that nobody knows to count to 1 or to 100: name their unit "
            "with `measured_in`, Percent or Fraction (a log filter's with `metric.unit`), or "
            "write the plain number"
        )
    if unit is None:
        return (
            f"{threshold} is {what}, and the metric's unit is not known: name it with "
            "`measured_in`, such as Seconds, Milliseconds, Bytes, Percent, Fraction or Count"
        )
    return f"{threshold} is {what}, but the metric is measured in {unit}"
