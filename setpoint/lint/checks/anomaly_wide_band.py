"""The check `anomaly/wide-band`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import AnomalyAlarm
from setpoint.lint.check import alarm_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_MOST = 10


@alarm_check("anomaly/wide-band", "warning")
def anomaly_wide_band(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The band is so wide that hardly anything falls out of it."""
    judged = alarm.judging
    if isinstance(judged, AnomalyAlarm) and judged.band > _MOST:
        message = (
            f"{judged.band:g} standard deviations hold nearly everything; want {_MOST} at most"
        )
        yield ("band",), message
