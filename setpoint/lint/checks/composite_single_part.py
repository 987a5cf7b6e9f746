"""The check `composite/single-part`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import CompositeAlarm
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@signal_check("composite/single-part", "warning", CompositeAlarm)
def composite_single_part(
    signal: CompositeAlarm, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """The composite consists of one alarm."""
    if signal.suppressor is None:
        others = len(signal.depends_on)
        if len(signal.children) + others == 1:
            yield (
                ("composite",),
                "one alarm alone; write its signal directly, without a composite",
            )
