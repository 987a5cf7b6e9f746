"""The check `rota/one-person`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("rota/one-person", "warning")
def rota_one_person(environment: Environment, project: Project) -> Iterator[Remark]:
    """A schedule consists of one person, who is always on call."""
    for name, schedule in environment.catalog.schedules.items():
        if len(schedule.turns) == 1:
            yield (
                ("schedules", name),
                (
                    f"{schedule.turns[0]} alone is on call, week after week; name the"
                    " person in the escalation"
                    " or let others share"
                ),
            )
