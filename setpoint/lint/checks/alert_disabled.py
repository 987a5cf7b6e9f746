"""The check `alert/disabled`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


@alert_check("alert/disabled", "warning")
def alert_disabled(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """The alert is switched off, and nobody says until when."""
    if not alert.enabled:
        yield (
            ("enabled",),
            "false: nobody is told, for ever; delete the alert or allow this for a time",
        )
