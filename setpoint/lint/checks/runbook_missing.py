"""The check `runbook/missing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import EnvironmentCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class RunbookMissing(EnvironmentCheck):
    """An alert that pages has no runbook, while others have one."""

    name = "runbook/missing"
    severity = "error"
    summary = "An alert that pages has no runbook, while others have one"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        alerts = environment.catalog.alerts.values()
        if not any(alert.runbook for alert in alerts):
            return  # runbooks are not this organization's way
        for alert in alerts:
            if alert.enabled and alert.route.page is not None and alert.runbook is None:
                yield (
                    (*alert.path, "summary"),
                    "pages without a runbook: who is woken has nothing to go by; add `runbook`",
                )
