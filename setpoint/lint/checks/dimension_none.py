"""The check `dimension/none`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.metrics import known_namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class DimensionNone(AlarmCheck):
    """AWS publishes nothing in this namespace without dimensions."""

    name = "dimension/none"
    severity = "error"
    summary = "AWS publishes nothing in this namespace without dimensions"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        for metric in alarm.metrics if alarm.own_metric else ():
            known = known_namespace(metric.namespace)
            if known and known.always and not metric.dimensions:
                yield (
                    ("metric",),
                    (
                        f"{metric.namespace} publishes nothing without dimensions; name the"
                        f" {' or '.join(sorted(known.always))}"
                    ),
                )
