"""The check `threshold/unreachable`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.values import never_goes_off
from setpoint.lint.check import alarm_check
from setpoint.lint.thresholds import limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("threshold/unreachable", "error")
def threshold_unreachable(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The threshold lies outside the values that can occur: the alarm can't go off."""
    can_be = never_goes_off(alarm.signal)
    if can_be is not None:
        yield (
            ("threshold",),
            (f"{limit(alarm)} can't be: the values lie between {can_be.low:g} and {can_be.high:g}"),
        )
