"""The check `alert/implied`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check
from setpoint.lint.thresholds import limit, threshold_of, watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("alert/implied", "info")
def alert_implied(environment: Environment, project: Project) -> Iterator[Remark]:
    """Whenever the alert goes off, another of the same severity has gone off already."""
    groups: dict[object, list[Alarm]] = {}
    for alarm in environment.alarms:
        if (
            alarm.own_metric
            and alarm.signal is alarm.alert.signal
            and threshold_of(alarm) is not None
        ):
            judged = alarm.judging
            window = (judged.period, judged.evaluation_periods, judged.datapoints_to_alarm)
            key = (watched(alarm), judged.comparison_operator, window, alarm.alert.severity)
            groups.setdefault(key, []).append(alarm)
    for alarms in groups.values():
        widest = (min if alarms[0].upwards else max)(alarms, key=lambda a: threshold_of(a) or 0)
        for alarm in alarms:
            if threshold_of(alarm) != threshold_of(widest) and _told_alike(alarm, widest):
                first = f"{limit(widest)} of {widest.alert.id}"
                message = f"{limit(alarm)} comes after {first}, told alike"
                yield (*alarm.path, "threshold"), message


def _told_alike(one: Alarm, other: Alarm) -> bool:
    return one.alert.route == other.alert.route
