"""The check `rota/one-person`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import EnvironmentCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class RotaOnePerson(EnvironmentCheck):
    """A schedule consists of one person, who is always on call."""

    name = "rota/one-person"
    severity = "warning"
    summary = "A schedule consists of one person, who is always on call"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        for name, schedule in environment.catalog.schedules.items():
            people = {person for layer in schedule.layers for person in layer.people}
            if len(people) == 1:
                yield (
                    ("schedules", name),
                    (
                        f"{people.pop()} alone is on call, week after week; name the"
                        " person in the escalation"
                        " or let others share"
                    ),
                )
