"""The check `dimension/form`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlarmCheck
from setpoint.metrics import dimension_form, fits_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_SAID = {"NAME": "its plain name or id, not an ARN or a URL", "ARN": "its whole ARN"}


class DimensionForm(AlarmCheck):
    """A dimension's value is not of the form that AWS publishes."""

    name = "dimension/form"
    severity = "error"
    summary = "A dimension's value is not of the form that AWS publishes"

    def look(self, alarm: Alarm, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        for metric in alarm.metrics if alarm.own_metric else ():
            for name, value in metric.dimensions.items():
                form = dimension_form(metric.namespace, name)
                if form is not None and not fits_form(value, form):
                    message = f"{value} is no {name}; write {_SAID.get(form, form)}"
                    yield ("metric", "dimensions", name), message
