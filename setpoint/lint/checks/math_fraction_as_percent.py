"""The check `math/fraction-as-percent`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.metric_math import unit_of_outcome
from setpoint.lint.thresholds import limit, threshold_of
from setpoint.metrics import FRACTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("math/fraction-as-percent", "error")
def math_fraction_as_percent(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """A fraction is compared with a percentage, which it never reaches."""
    threshold, text = threshold_of(alarm), alarm.expression
    if not threshold or text is None:
        return
    if getattr(alarm.judging, "threshold_unit", None) == "Percent":
        if unit_of_outcome(alarm, shares=True) == FRACTION:
            between = f"{text} counts to 1 and the threshold {limit(alarm)} to 100"
            yield ("measured_in",), f"{between}; leave measured_in out, or say Fraction"
    elif threshold > 1 and unit_of_outcome(alarm, shares=False) == FRACTION:
        between = f"{text} lies between 0 and 1, the threshold is {threshold:g}"
        yield ("threshold",), f"{between}; write it in percent: {threshold:g}%"
