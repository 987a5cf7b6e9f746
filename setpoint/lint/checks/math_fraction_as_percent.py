"""The check `math/fraction-as-percent`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.metric_math import is_ratio, multiplies, trees
from setpoint.lint.thresholds import limit, threshold_of
from setpoint.metrics import is_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("math/fraction-as-percent", "error")
def math_fraction_as_percent(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """A fraction is compared with a percentage, which it never reaches."""
    threshold = threshold_of(alarm)
    percent = getattr(alarm.judging, "threshold_unit", None) == "Percent"
    tree = trees(alarm).get(alarm.watched_id or "")
    if not percent or not threshold or tree is None:
        return
    if (threshold >= 1 and is_ratio(tree)) or (_of_shares(alarm) and not multiplies(tree)):
        text = alarm.expression
        between = f"{text} lies between 0 and 1, the threshold is {limit(alarm)}"
        yield ("expression",), f"{between}; write 100 * {text}, or measured_in: Fraction"


def _of_shares(alarm: Alarm) -> bool:
    """Whether every metric is a share from 0 to 1."""
    shares = (is_share(m.namespace, m.name, m.statistic) for m in alarm.metrics)
    return bool(alarm.metrics) and all(shares)
