"""The check `rota/double-booked`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import environment_check
from setpoint.lint.weeks import rota_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.lint.check import Remark
    from setpoint.lint.project import Booking, Environment, Project


@environment_check("rota/double-booked", "warning")
def rota_double_booked(environment: Environment, project: Project) -> Iterator[Remark]:
    """Somebody is on call at two levels at once."""
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
