"""Who is on call when, from a catalog's schedules and escalations: shifts, gaps, handoffs."""

from setpoint.oncall.coverage import DoubleBooking, Gap, double_bookings, gaps
from setpoint.oncall.roster import Roster, roster
from setpoint.oncall.shifts import Shift, shifts

__all__ = [
    "DoubleBooking",
    "Gap",
    "Roster",
    "Shift",
    "double_bookings",
    "gaps",
    "roster",
    "shifts",
]
