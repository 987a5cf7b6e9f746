"""The check `anomaly/narrow-band`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import AnomalyAlarm
from setpoint.lint.check import alarm_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_LEAST = 2


@alarm_check("anomaly/narrow-band", "warning")
def anomaly_narrow_band(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The band is so narrow that ordinary values fall out of it."""
    judged = alarm.judging
    if isinstance(judged, AnomalyAlarm) and judged.band < _LEAST:
        message = f"{judged.band:g} standard deviations hold too little; want {_LEAST} or more"
        yield ("band",), message
