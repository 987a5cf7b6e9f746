"""The check `threshold/always-met`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.values import always_goes_off
from setpoint.lint.check import alarm_check
from setpoint.lint.thresholds import limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("threshold/always-met", "error")
def threshold_always_met(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """Every value that can occur breaches the threshold, so the alarm is always on."""
    can_be = always_goes_off(alarm.signal)
    if can_be is not None:
        yield (
            ("threshold",),
            f"{limit(alarm)} holds for every value from {can_be.low:g} to {can_be.high:g}",
        )
