"""The check `runbook/missing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("runbook/missing", "error")
def runbook_missing(environment: Environment, project: Project) -> Iterator[Remark]:
    """An alert that pages has no runbook, while others have one."""
    alerts = environment.catalog.alerts.values()
    if not any(alert.runbook for alert in alerts):
        return  # runbooks are not this organization's way
    for alert in alerts:
        if alert.enabled and alert.route.page is not None and alert.runbook is None:
            yield (
                (*alert.path, "summary"),
                "pages without a runbook: who is woken has nothing to go by; add `runbook`",
            )
