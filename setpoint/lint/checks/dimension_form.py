"""The check `dimension/form`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint import metrics
from setpoint.lint.check import alarm_check
from setpoint.lint.reads import reads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_SAID = {
    "NAME": "its plain name or id, not an ARN or a URL",
    "ARN": "its whole ARN",
    "IDENTIFIER": "its plain name, as in orders-1; not an ARN, an address or an endpoint",
    "WORD": "its plain name of letters, digits, _ and -; not an ARN or a URL",
    "QUEUE": "its plain name or id, not an ARN or a URL",
    "FUNCTION": "its plain name; a version or an alias stands beside it, as Resource: NAME:ALIAS",
    "ACCOUNT": "the twelve digits of an account",
    "NODE": "the node's four digits, as in 0001",
}


@alarm_check("dimension/form", "error")
def dimension_form(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """A dimension's value is not of the form that AWS publishes."""
    for metric in reads(alarm):
        for name, value in metric.dimensions.items():
            form = metrics.dimension_form(metric.namespace, name)
            if form is not None and not metrics.fits_form(value, form):
                message = f"{value} is no {name}; write {_SAID.get(form, form)}"
                yield metric.place("dimensions", name), message
