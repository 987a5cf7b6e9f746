"""The check `metric/unknown`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.lint.check import alarm_check
from setpoint.lint.reads import reads
from setpoint.metrics import known_namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment
    from setpoint.metrics import Namespace


@alarm_check("metric/unknown", "warning")
def metric_unknown(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """AWS publishes no metric of that name."""
    for metric in reads(alarm):
        known = known_namespace(metric.namespace)
        if known is None or metric.name in known.metrics:
            continue
        close = _meant(metric.name, known)
        if close or known.complete:
            hint = f"; did you mean {close}?" if close else ""
            yield metric.place("name"), f"{metric.namespace} publishes no {metric.name}{hint}"


def _meant(name: str, known: Namespace) -> str | None:
    """Return the metric that is meant.

    In a list that may lack some, only a name that differs in nothing but upper and lower case
    is surely a slip.
    """
    if known.complete:
        return nearest(name, known.metrics)
    return next((each for each in known.metrics if each.lower() == name.lower()), None)
