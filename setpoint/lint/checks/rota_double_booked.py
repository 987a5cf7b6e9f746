"""The check `rota/double-booked`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import EnvironmentCheck
from setpoint.lint.weeks import rota_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class RotaDoubleBooked(EnvironmentCheck):
    """Somebody is on call at two levels at once."""

    name = "rota/double-booked"
    severity = "warning"
    summary = "Somebody is on call at two levels at once"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        start, end = rota_window(project.today)
        for name, escalation in environment.catalog.escalations.items():
            booked = project.rota.double_bookings(environment.catalog, escalation, start, end)
            if booked:
                first = booked[0]
                yield (
                    ("escalations", name),
                    (
                        f"{first.person} is on call at two levels from"
                        f" {first.start:%Y-%m-%d %H:%M} UTC and is"
                        " then told twice, nobody else instead"
                    ),
                )
