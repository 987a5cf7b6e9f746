"""The check `composite/suppressor-always-on`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.conditions import comparison_symbol
from setpoint.catalog.model import CompositeAlarm
from setpoint.lint.alarms import alarms_of
from setpoint.lint.check import AlertCheck
from setpoint.lint.thresholds import always_met, bounds_of, limit, threshold_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class CompositeSuppressorAlwaysOn(AlertCheck):
    """The suppressor is always on, so the alert never notifies."""

    name = "composite/suppressor-always-on"
    severity = "error"
    summary = "The suppressor is always on, so the alert never notifies"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        signal = alert.signal
        if not isinstance(signal, CompositeAlarm) or signal.suppressor is None:
            return
        suppressor = environment.alert_by_alarm.get(signal.suppressor)
        for alarm in alarms_of(suppressor, environment) if suppressor else ():
            can_be, threshold = bounds_of(alarm), threshold_of(alarm)
            symbol = comparison_symbol(alarm.judging.comparison_operator)
            if (
                can_be is not None
                and threshold is not None
                and always_met(symbol, threshold, can_be)
            ):
                yield (
                    ("composite", "suppressed_by"),
                    f"{alarm.alert.id} ({limit(alarm)}) is always on and keeps this quiet for ever",
                )
