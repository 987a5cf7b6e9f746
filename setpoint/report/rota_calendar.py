"""An environment's rota as an iCalendar file, for anybody's calendar to subscribe to."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from setpoint.visible import visible_line

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog
    from setpoint.oncall import Roster, Shift


def rota_as_icalendar(catalog: Catalog, roster: Roster) -> str:
    """Return RFC 5545 text; the same shift keeps its UID, so that calendars update it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Setpoint//on call//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _shown(f"{catalog.organization} {catalog.environment} on call"))
    for name, found in roster.shifts.items():
        for shift in found:
            calendar.add_component(_event(catalog, name, shift))
    return bytes(calendar.to_ical()).decode("utf-8")


def _event(catalog: Catalog, schedule: str, shift: Shift) -> Event:
    event = Event()
    identity = f"{catalog.organization}/{catalog.environment}/{schedule}/{shift.start.isoformat()}"
    event.add("uid", f"{sha256(identity.encode()).hexdigest()[:32]}@setpoint")
    event.add("dtstamp", shift.start)  # nothing volatile: the same rota gives the same file
    event.add("dtstart", shift.start)
    event.add("dtend", shift.end)
    event.add("summary", _shown(f"{catalog.people[shift.person].name} on call ({schedule})"))
    return event


def _shown(text: str) -> str:
    """Return a text of a property; the library escapes what RFC 5545 gives a meaning."""
    return visible_line(text)
