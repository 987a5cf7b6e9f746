"""The check `rota/double-booked`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import EnvironmentCheck
from setpoint.lint.weeks import rota_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Booking, Environment, Project


class RotaDoubleBooked(EnvironmentCheck):
    """Somebody is on call at two levels at once."""

    name = "rota/double-booked"
    severity = "warning"
    summary = "Somebody is on call at two levels at once"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        start, end = rota_window(project.today)
        told: set[frozenset[str]] = set()
        for booking in project.rota.double_bookings(environment.catalog, start, end):
            pair = frozenset(booking.schedules)
            if pair not in told:
                told.add(pair)
                yield (("escalations", booking.escalations[0]), _sentence(booking))


def _sentence(booking: Booking) -> str:
    where = f"{' and '.join(booking.schedules)} of {' and '.join(booking.escalations)}"
    since = f"{booking.start:%Y-%m-%d %H:%M} UTC"
    return (
        f"{booking.person} is on call on both {where} from {since} and is then told twice,"
        " nobody else instead"
    )
