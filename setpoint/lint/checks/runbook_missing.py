"""The check `runbook/missing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import AlertCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment


class RunbookMissing(AlertCheck):
    """An alert that pages has no runbook."""

    name = "runbook/missing"
    severity = "error"
    summary = "An alert that pages has no runbook"

    def look(self, alert: Alert, environment: Environment) -> Iterator[Remark]:
        """Yield what is wrong."""
        if alert.enabled and alert.route.page is not None and alert.runbook is None:
            yield (
                ("summary",),
                "pages without a runbook: who is woken has nothing to go by; add `runbook`",
            )
