"""The check `runbook/dead-link`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check
from setpoint.lint.links import failures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("runbook/dead-link", "warning", online=True)
def runbook_dead_link(environment: Environment, project: Project) -> Iterator[Remark]:
    """The runbook's address does not answer."""
    alerts: dict[str, list[Alert]] = {}
    for alert in environment.catalog.alerts.values():
        if alert.runbook is not None and "://" in alert.runbook:
            alerts.setdefault(alert.runbook.partition("#")[0], []).append(alert)
    for address, why in failures(alerts).items():
        for alert in alerts[address]:
            yield (*alert.path, "runbook"), f"{address} {why}"
