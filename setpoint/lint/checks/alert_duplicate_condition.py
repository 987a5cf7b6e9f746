"""The check `alert/duplicate-condition`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check
from setpoint.lint.thresholds import limit, threshold_of, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("alert/duplicate-condition", "warning")
def alert_duplicate_condition(environment: Environment, project: Project) -> Iterator[Remark]:
    """Two alerts have the same condition."""
    first: dict[object, Alarm] = {}
    for alarm in environment.alarms:
        earlier = first.setdefault(_condition(alarm), alarm)
        if earlier.alert.id != alarm.alert.id:
            yield (
                alarm.path,
                f"{limit(alarm)} in the same window is what {earlier.alert.id} looks for",
            )


def _condition(alarm: Alarm) -> object:
    judged = alarm.judging
    window = (judged.period, judged.evaluation_periods, judged.datapoints_to_alarm)
    if not alarm.own_metric:
        return alarm.path  # another filter, another check
    band = getattr(judged, "band", None)
    return (watched(alarm), judged.comparison_operator, threshold_of(alarm), band, window)
