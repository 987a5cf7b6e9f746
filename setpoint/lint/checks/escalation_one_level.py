"""The check `escalation/one-level`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("escalation/one-level", "warning")
def escalation_one_level(environment: Environment, project: Project) -> Iterator[Remark]:
    """Nobody comes after the first level."""
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
