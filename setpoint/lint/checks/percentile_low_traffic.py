"""The check `percentile/low-traffic`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import MetricAlarm
from setpoint.lint.alarms import section_of
from setpoint.lint.check import alarm_check
from setpoint.metrics import is_percentile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_HALF = 0.5


@alarm_check("percentile/low-traffic", "warning")
def percentile_low_traffic(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """A percentile has no guard against too few samples."""
    judged, metric = alarm.judging, alarm.single
    if (
        not isinstance(judged, MetricAlarm)
        or metric is None
        or not is_percentile(metric.statistic)
        or judged.datapoints_to_alarm > 1  # then one slow request is not enough
    ):
        return
    if "low_samples" in section_of(alarm, environment.loaded).model_fields_set:
        return
    share = float(metric.statistic[1:]) / 100
    needed = 10 / (1 - share) if _HALF <= share < 1 else 10 / max(share, 0.01)
    yield (
        ("metric", "statistic"),
        (
            f"{metric.statistic} of fewer than {needed:.0f} samples a period is"
            " decided by a few of them;"
            " set low_samples"
        ),
    )
