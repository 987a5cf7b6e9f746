"""The check `composite/pages-twice`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import CompositeAlarm
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@signal_check("composite/pages-twice", "warning", CompositeAlarm)
def composite_pages_twice(
    signal: CompositeAlarm, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """The composite and a part of it page the same people for the same thing."""
    if alert.route.page is None:
        return
    for name in signal.depends_on:
        part = environment.catalog.alerts.get(name)
        if part is None or environment.catalog.alerts[name].route.page is None:
            continue
        if getattr(part.signal, "alarm_name", None) != signal.suppressor and _same(alert, part):
            yield (
                ("composite",),
                f"{name} pages {part.route.escalation} too, for the same incident",
            )


def _same(one: Alert, other: Alert) -> bool:
    return one.route.escalation == other.route.escalation
