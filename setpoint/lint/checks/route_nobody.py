"""The check `route/nobody`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlertCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class RouteNobody(AlertCheck):
    """Nobody is told of the alert."""

    name = "route/nobody"
    severity = "error"
    summary = "Nobody is told of the alert"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        route = alert.route
        channels = route.channels
        told = route.page or channels.slack or channels.email or channels.sms
        if not alert.enabled or told or _needed(alert.id, environment):
            return
        actions = [a for f in getattr(alert.signal, "filters", ()) for a in f.actions]
        if not actions:
            yield (
                ("severity",),
                f"{alert.severity} names no channel here, and the alert has none of its own",
            )


def _needed(alert: str, environment: Environment) -> bool:
    """Whether a composite stands on the alert."""
    others = environment.catalog.alerts.values()
    return any(alert in getattr(other.signal, "depends_on", ()) for other in others)
