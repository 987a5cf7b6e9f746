"""Who is on call when, from a catalog's schedules and escalations: shifts, gaps, handoffs."""

from setpoint.oncall.changes import ShiftChange, hours_by_person, shift_changes
from setpoint.oncall.clocks import HandoffMove, handoff_moves
from setpoint.oncall.comparison import RotaChange, RotaComparison, compare_rotas
from setpoint.oncall.coverage import DoubleBooking, Gap, double_bookings, gaps
from setpoint.oncall.duty import Duty, duties
from setpoint.oncall.roster import Roster, roster
from setpoint.oncall.shifts import Shift, shifts

__all__ = [
    "DoubleBooking",
    "Duty",
    "Gap",
    "HandoffMove",
    "Roster",
    "RotaChange",
    "RotaComparison",
    "Shift",
    "ShiftChange",
    "compare_rotas",
    "double_bookings",
    "duties",
    "gaps",
    "handoff_moves",
    "hours_by_person",
    "roster",
    "shift_changes",
    "shifts",
]
