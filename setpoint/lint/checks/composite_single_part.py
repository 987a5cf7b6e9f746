"""The check `composite/single-part`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import CompositeAlarm
from setpoint.lint.check import AlertCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class CompositeSinglePart(AlertCheck):
    """The composite consists of one alarm."""

    name = "composite/single-part"
    severity = "warning"
    summary = "The composite consists of one alarm"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        signal = alert.signal
        if isinstance(signal, CompositeAlarm) and signal.suppressor is None:
            others = len(signal.depends_on)
            if len(signal.children) + others == 1:
                yield (
                    ("composite",),
                    "one alarm alone; write its signal directly, without a composite",
                )
