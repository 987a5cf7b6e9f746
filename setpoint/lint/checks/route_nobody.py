"""The check `route/nobody`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("route/nobody", "error")
def route_nobody(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """Nobody is told of the alert."""
    route = alert.route
    channels = route.channels
    listed = channels.slack or channels.email or channels.sms or channels.people
    told = route.page or listed or channels.webhooks or route.tickets
    if not alert.enabled or told or alert.id in environment.parts:
        return
    sentry = getattr(alert.signal, "alert", alert.signal)
    if not any(each.actions for each in getattr(sentry, "filters", ())):
        yield (
            ("severity",),
            f"{alert.severity} names no channel here, and the alert has none of its own",
        )
