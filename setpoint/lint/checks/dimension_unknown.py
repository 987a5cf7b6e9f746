"""The check `dimension/unknown`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.lint.check import alarm_check
from setpoint.lint.reads import reads
from setpoint.metrics import dimension_sets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alarm_check("dimension/unknown", "warning")
def dimension_unknown(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """AWS publishes the metric without a dimension of that name."""
    for metric in reads(alarm):
        sets = dimension_sets(metric.namespace, metric.name)
        known = {name for each in sets for name in each}
        for name in sorted(metric.mentioned - known) if sets else ():
            close = nearest(name, known)
            listed = ", ".join(sorted(known))
            hint = f"did you mean {close}?" if close else f"there are {listed}"
            message = f"{metric.namespace} {metric.name} has no dimension {name}; {hint}"
            yield metric.place_of_name(name), message
