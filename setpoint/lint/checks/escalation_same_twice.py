"""The check `escalation/same-twice`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check
from setpoint.lint.people import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("escalation/same-twice", "warning")
def escalation_same_twice(environment: Environment, project: Project) -> Iterator[Remark]:
    """Two levels in a row tell the same human."""
    catalog = environment.catalog
    for name, escalation in catalog.escalations.items():
        for place in range(1, len(escalation.rules)):
            before = told(escalation.rules[place - 1].targets, catalog)
            now = told(escalation.rules[place].targets, catalog)
            if now <= before:
                names = ", ".join(sorted(target for _, target in now))
                message = (
                    f"{names} again, who did not answer at the level before; name somebody else"
                )
                yield ("escalations", name, "rules", place), message
