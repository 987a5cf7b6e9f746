"""The check `rota/uncovered-hours`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.units import write_duration
from setpoint.lint.check import environment_check
from setpoint.lint.weeks import WEEKS, rota_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


@environment_check("rota/uncovered-hours", "error")
def rota_uncovered_hours(environment: Environment, project: Project) -> Iterator[Remark]:
    """Hours of the next eight weeks have nobody on call."""
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
