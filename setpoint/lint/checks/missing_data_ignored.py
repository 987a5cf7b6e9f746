"""The check `missing-data/ignored`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.metrics import is_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("missing-data/ignored", "warning")
def missing_data_ignored(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """Missing data keeps an alarm on errors in its state for ever."""
    events = [m.name for m in alarm.metrics if is_event(m.name)]
    if alarm.judging.treat_missing_data == "ignore" and events:
        yield (
            ("treat_missing_data",),
            (
                f"ignore keeps the alarm on while {events[0]} has no data, which is when"
                " all is well;"
                " write notBreaching"
            ),
        )
