"""The check `missing-data/breaching-without-events`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alarm_check
from setpoint.lint.metric_math import made_up
from setpoint.metrics import is_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("missing-data/breaching-without-events", "warning")
def missing_data_breaching_without_events(
    alarm: Alarm, environment: Environment
) -> Iterator[Remark]:
    """No data counts as a breach on a metric of what goes wrong."""
    filled = [query.metric for query in made_up(alarm)]
    events = [m.name for m in alarm.metrics if is_event(m.name) and m not in filled]
    if alarm.judging.treat_missing_data == "breaching" and alarm.upwards and events:
        yield (
            ("treat_missing_data",),
            (
                f"breaching, but {events[0]} has no data while nothing goes wrong; write"
                " notBreaching"
            ),
        )
