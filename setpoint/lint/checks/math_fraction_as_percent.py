"""The check `math/fraction-as-percent`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.lint.thresholds import limit, threshold_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_FRACTION = re.compile(r"\s*[a-z]\w*\s*/\s*(?:[a-z]\w*|\([^*]*\))\s*")


class MathFractionAsPercent(AlarmCheck):
    """A fraction is compared with a percentage, which it never reaches."""

    name = "math/fraction-as-percent"
    severity = "error"
    summary = "A fraction is compared with a percentage, which it never reaches"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        text, threshold = alarm.expression or "", threshold_of(alarm)
        percent = getattr(alarm.judging, "threshold_unit", None) == "Percent"
        if percent and threshold is not None and threshold >= 1 and _FRACTION.fullmatch(text):
            yield (
                ("expression",),
                f"{text} lies between 0 and 1, the threshold is {limit(alarm)}; write 100 * {text}",
            )
