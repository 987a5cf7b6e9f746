"""The check `math/fraction-as-percent`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.lint.thresholds import limit, threshold_of
from setpoint.metrics import is_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_FRACTION = re.compile(r"\s*[a-z]\w*\s*/\s*(?:[a-z]\w*|\([^*]*\))\s*")
_TIMES = re.compile(r"\*|/\s*0?\.")


class MathFractionAsPercent(AlarmCheck):
    """A fraction is compared with a percentage, which it never reaches."""

    name = "math/fraction-as-percent"
    severity = "error"
    summary = "A fraction is compared with a percentage, which it never reaches"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        text, threshold = alarm.expression or "", threshold_of(alarm)
        percent = getattr(alarm.judging, "threshold_unit", None) == "Percent"
        if not percent or not threshold:
            return
        if (threshold >= 1 and _FRACTION.fullmatch(text)) or _of_shares(alarm, text):
            between = f"{text} lies between 0 and 1, the threshold is {limit(alarm)}"
            yield ("expression",), f"{between}; write 100 * {text}, or measured_in: Fraction"


def _of_shares(alarm: Alarm, text: str) -> bool:
    """Whether every metric is a share from 0 to 1, and nothing is multiplied."""
    shares = (is_share(m.namespace, m.name, m.statistic) for m in alarm.metrics)
    return bool(alarm.metrics) and not _TIMES.search(text) and all(shares)
