"""The check `escalation/one-level`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import EnvironmentCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class EscalationOneLevel(EnvironmentCheck):
    """Nobody comes after the first level."""

    name = "escalation/one-level"
    severity = "warning"
    summary = "Nobody comes after the first level"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        paged = {alert.route.escalation for alert in environment.catalog.alerts.values()}
        for name, escalation in environment.catalog.escalations.items():
            if name in paged and len(escalation.rules) == 1:
                yield (
                    ("escalations", name, "rules"),
                    (
                        "one level: when whoever it tells does not answer, nobody else is"
                        " told; add another"
                    ),
                )
