"""The check `composite/suppressor-always-on`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import CompositeAlarm
from setpoint.catalog.values import always_goes_off
from setpoint.lint.alarms import alarms_of
from setpoint.lint.check import signal_check
from setpoint.lint.thresholds import limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@signal_check("composite/suppressor-always-on", "error", CompositeAlarm)
def composite_suppressor_always_on(
    signal: CompositeAlarm, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """The suppressor is always on, so the alert never notifies."""
    if signal.suppressor is None:
        return
    suppressor = environment.alert_by_alarm.get(signal.suppressor)
    for alarm in alarms_of(suppressor, environment.loaded) if suppressor else ():
        if always_goes_off(alarm.signal) is not None:
            yield (
                ("composite", "suppressed_by"),
                f"{alarm.alert.id} ({limit(alarm)}) is always on and keeps this quiet for ever",
            )
