"""The check `missing-data/undefined-ratio`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_DIVIDES = re.compile(r"/\s*[a-z(]")


class MissingDataUndefinedRatio(AlarmCheck):
    """A ratio has no value while its divisor is zero, and nobody says what that means."""

    name = "missing-data/undefined-ratio"
    severity = "info"
    summary = "A ratio has no value while its divisor is zero, and nobody says what that means"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        text = alarm.expression or ""
        if alarm.judging.treat_missing_data == "missing" and _DIVIDES.search(text):
            yield (
                ("expression",),
                (
                    f"{text} has no value without traffic, and the alarm goes to INSUFFICIENT_DATA;"
                    " set treat_missing_data"
                ),
            )
