"""The check `alert/disabled`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlertCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class AlertDisabled(AlertCheck):
    """The alert is switched off, and nobody says until when."""

    name = "alert/disabled"
    severity = "warning"
    summary = "The alert is switched off, and nobody says until when"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        if not alert.enabled:
            yield (
                ("enabled",),
                "false: nobody is told, for ever; delete the alert or allow this for a time",
            )
