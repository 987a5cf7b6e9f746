"""The check `composite/wait-too-short`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import CompositeAlarm
from setpoint.config.units import write_duration
from setpoint.lint.alarms import alarms_of
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@signal_check("composite/wait-too-short", "warning", CompositeAlarm)
def composite_wait_too_short(
    signal: CompositeAlarm, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """The composite notifies before its suppressor can have gone off."""
    if signal.suppressor is None:
        return
    suppressor = environment.alert_by_alarm.get(signal.suppressor)
    alarms = list(alarms_of(suppressor, environment.loaded)) if suppressor else []
    needed = min((a.judging.period * a.judging.datapoints_to_alarm for a in alarms), default=0)
    if signal.suppressor_wait_period is not None and signal.suppressor_wait_period < needed:
        wait = write_duration(signal.suppressor_wait_period)
        yield (
            ("composite", "wait"),
            f"{wait} is over before the suppressor has its {write_duration(needed)} of data",
        )
