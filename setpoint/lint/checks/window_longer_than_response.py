"""The check `window/longer-than-response`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units import write_duration
from setpoint.lint.check import alarm_check
from setpoint.metrics import published_every

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("window/longer-than-response", "warning")
def window_longer_than_response(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """The alarm takes longer to notice than people have to respond."""
    response = alarm.alert.respond_within
    wanted = response.shortest if response else None
    if wanted is None or alarm.of_target or _slow_by_nature(alarm, wanted):
        return
    needed = alarm.judging.period * alarm.judging.datapoints_to_alarm
    if needed > wanted:
        yield (
            ("evaluation_periods",),
            (
                f"{write_duration(needed)} of breaching data are needed, but somebody"
                " should respond within"
                f" {write_duration(wanted)}"
            ),
        )


def _slow_by_nature(alarm: Alarm, wanted: int) -> bool:
    """Whether there is nothing to shorten.

    One long period is chosen for what it adds up, such as a budget of errors; and what is
    published once a day tells nothing sooner.
    """
    rhythms = (published_every(metric.namespace, metric.name) for metric in alarm.metrics)
    return alarm.judging.datapoints_to_alarm == 1 or any((every or 0) > wanted for every in rhythms)
