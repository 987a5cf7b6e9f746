"""The check `anomaly/narrow-band`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import AnomalyAlarm
from setpoint.lint.check import AlarmCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_LEAST = 2


class AnomalyNarrowBand(AlarmCheck):
    """The band is so narrow that ordinary values fall out of it."""

    name = "anomaly/narrow-band"
    severity = "warning"
    summary = "The band is so narrow that ordinary values fall out of it"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        judged = alarm.judging
        if isinstance(judged, AnomalyAlarm) and judged.band < _LEAST:
            message = f"{judged.band:g} standard deviations hold too little; want {_LEAST} or more"
            yield ("band",), message
