"""The check `escalation/no-human`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check
from setpoint.lint.weeks import WEEKS, rota_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("escalation/no-human", "error")
def escalation_no_human(environment: Environment, project: Project) -> Iterator[Remark]:
    """A level's schedules have nobody in the next eight weeks."""
    start, end = rota_window(project.today)
    catalog = environment.catalog
    for name, escalation in catalog.escalations.items():
        for place, rule in enumerate(escalation.rules):
            if any(target.kind == "person" for target in rule.targets):
                continue
            schedules = [catalog.schedules[target.id] for target in rule.targets]
            uncovered = [
                sum(
                    (gap.end - gap.start for gap in project.rota.gaps(s, start, end)),
                    start - start,
                )
                for s in schedules
            ]
            if uncovered and all(gap >= end - start for gap in uncovered):
                message = f"nobody is on call in the next {WEEKS} weeks, so this level tells nobody"
                yield ("escalations", name, "rules", place), message
