"""Somebody who is on call at two levels of an escalation at once, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from setpoint.report.moments import local

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog
    from setpoint.oncall import DoubleBooking


def booking_text(catalog: Catalog, booking: DoubleBooking) -> str:
    """Return `is on call on both a and b of core from ... to ...`, on the first one's clock."""
    zone = ZoneInfo(catalog.schedules[booking.schedules[0]].time_zone)
    return (
        f"is on call on both {' and '.join(booking.schedules)} of "
        f"{' and '.join(booking.escalations)} "
        f"from {local(booking.start, zone)} to {local(booking.end, zone)}"
    )


def booking_as_json(booking: DoubleBooking) -> dict[str, Any]:
    """Return JSON-ready values; times are UTC in ISO 8601, people ids."""
    return {
        "person": booking.person,
        "escalations": list(booking.escalations),
        "schedules": list(booking.schedules),
        "from": booking.start.isoformat(),
        "to": booking.end.isoformat(),
    }
