"""The check `rota/uncovered-hours`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units import write_duration
from setpoint.lint.check import EnvironmentCheck
from setpoint.lint.weeks import WEEKS, rota_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class RotaUncoveredHours(EnvironmentCheck):
    """Hours of the next eight weeks have nobody on call."""

    name = "rota/uncovered-hours"
    severity = "error"
    summary = "Hours of the next eight weeks have nobody on call"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        start, end = rota_window(project.today)
        for name, schedule in environment.catalog.schedules.items():
            gaps = project.rota.gaps(schedule, start, end)
            if gaps:
                first = gaps[0].start
                lost = sum(int((gap.end - gap.start).total_seconds()) for gap in gaps)
                yield (
                    ("schedules", name),
                    (
                        f"{write_duration(lost)} of the next {WEEKS} weeks have nobody,"
                        " the first from"
                        f" {first:%Y-%m-%d %H:%M} UTC"
                    ),
                )
