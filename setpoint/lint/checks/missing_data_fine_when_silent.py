"""The check `missing-data/fine-when-silent`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import AnomalyAlarm
from setpoint.lint.check import alarm_check
from setpoint.metrics import adds_up, counts_samples, is_event, is_sign_of_life

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_FINE = frozenset({"notBreaching", "ignore"})


@alarm_check("missing-data/fine-when-silent", "warning")
def missing_data_fine_when_silent(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """No data counts as fine on a signal that stops when its service dies."""
    how = alarm.judging.treat_missing_data
    if how not in _FINE:
        return
    silent = [m.name for m in alarm.metrics if is_sign_of_life(m.name)]
    if silent:
        yield (
            ("treat_missing_data",),
            (f"{how}, but {silent[0]} stops when what it watches dies; write breaching or missing"),
        )
    elif not alarm.upwards and _of_traffic(alarm):
        message = f"{how}, but nothing at all is the least there can be; write breaching"
        yield ("treat_missing_data",), message


def _of_traffic(alarm: Alarm) -> bool:
    """Whether it looks for too little of what is counted, not for too low a level."""
    metric = alarm.single
    if metric is None or isinstance(alarm.judging, AnomalyAlarm) or is_event(metric.name):
        return False
    return adds_up(metric.statistic) or counts_samples(metric.statistic)
